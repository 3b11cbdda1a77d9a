package io.mobula.api.shapes;

import io.mobula.api.Fn;
import io.mobula.api.ObjectRef;
import io.mobula.api.Task;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Bodies that cannot travel. The lines of their lambdas stand in the messages, so each is marked by the line above it. */
public final class Refused {
    private final Thread thread = Thread.currentThread();
    private final ObjectRef<Integer> data;

    public Refused(ObjectRef<Integer> data) {
        this.data = data;
    }

    /** A body and the line it starts in. */
    public record Made(Serializable body, int line) {}

    public record Config(double rate, List<Object> extras) {}

    public record Train(Config config) implements Task<Double> {
        @Override
        public Double call() {
            return config.rate();
        }
    }

    public record NoBody(int n) implements Serializable {}

    /** The line after the caller's. */
    private static int nextLine() {
        return StackWalker.getInstance()
                        .walk(frames -> frames.skip(1).findFirst().orElseThrow())
                        .getLineNumber()
                + 1;
    }

    public Made fields() {
        int line = nextLine();
        Task<Integer> body = () -> data.get() + 1;
        return new Made(body, line);
    }

    public Made methods() {
        int line = nextLine();
        Task<String> body = () -> name();
        return new Made(body, line);
    }

    private String name() {
        return thread.getName();
    }

    public static Made config(Config config) {
        int line = nextLine();
        Task<Double> body = () -> config.rate();
        return new Made(body, line);
    }

    public static Made second(long first, Thread second) {
        int line = nextLine();
        Task<Long> body = () -> first + second.threadId();
        return new Made(body, line);
    }

    public static Made plain(Function<Integer, Integer> plain) {
        int line = nextLine();
        Task<Integer> body = () -> plain.apply(1);
        return new Made(body, line);
    }

    public static Made comparator() {
        Comparator<String> byLength = Comparator.comparingInt(String::length);
        int line = nextLine();
        Task<Integer> body = () -> byLength.compare("a", "bb");
        return new Made(body, line);
    }

    public static Made around(Fn<Integer, Integer> fn) {
        int line = nextLine();
        Task<Integer> body = () -> fn.apply(1);
        return new Made(body, line);
    }

    public static Task<Integer> anonymous() {
        int local = 42;
        return new Task<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public Integer call() {
                return local;
            }
        };
    }

    public static Task<Integer> local() {
        final class Local implements Task<Integer> {
            private static final long serialVersionUID = 1L;

            @Override
            public Integer call() {
                return 42;
            }
        }
        return new Local();
    }

    public static Serializable jdkLambda() {
        return (Serializable) Comparator.<String>naturalOrder().thenComparingInt(String::length);
    }

    public static Fn<Counter, Long> method() {
        return Counter::value;
    }
}
