package io.mobula.wire.value.sample;

import io.mobula.api.Fn;
import io.mobula.api.Task;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Logger;

/** Classes such as users write. */
@SuppressWarnings("ArrayRecordComponent") // users write such
public final class Samples {
    private Samples() {}

    public record Point(int x, String name, double y) {}

    public record All(
            boolean z, byte b, short s, char c, int i, long j, float f, double d, Boolean boxed, String text) {}

    public record Line(Point from, Point to, Color color) {}

    public record Pair(Object left, Object right) {}

    public record Config(String name, Object[] extras) {}

    public record Box<T>(T value) {}

    public record Tree(Tree left, Tree right) {}

    public record Percent(int value) {
        public Percent {
            if (value < 0 || value > 100) throw new IllegalArgumentException(value + " is no percentage");
        }
    }

    public enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    @Immutable
    public static final class Frozen {
        public final int[] values;

        public Frozen(int... values) {
            this.values = values;
        }
    }

    @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
    public @interface Immutable {}

    public static class Service {
        public Logger logger = Logger.getLogger("service");
        public String name = "s";
    }

    public static class Base {
        private final int base;

        public Base(int base) {
            this.base = base;
        }

        public int base() {
            return base;
        }
    }

    /** Final fields, a transient one, a superclass with state, no constructor without arguments. */
    public static class Account extends Base {
        public final String owner;
        public final List<Account> friends = new ArrayList<>();
        public transient int cache = 7;
        public Optional<Account> best = Optional.empty();
        public double[] history = {};

        public Account(String owner, int base) {
            super(base);
            this.owner = owner;
        }
    }

    public static class Chain {
        public Chain next;
        public int value;
    }

    /** Its author wrote its serialization. */
    public static final class Spoken implements Serializable {
        private static final long serialVersionUID = 1L;
        public transient Object[] parts;

        public Spoken(Object... parts) {
            this.parts = parts;
        }

        @Serial
        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeInt(parts.length);
            for (Object part : parts) out.writeObject(part);
        }

        @Serial
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            parts = new Object[in.readInt()];
            for (int i = 0; i < parts.length; i++) parts[i] = in.readObject();
        }
    }

    public static final class Replaced implements Serializable {
        private static final long serialVersionUID = 1L;
        public final transient String text;

        public Replaced(String text) {
            this.text = text;
        }

        @Serial
        private Object writeReplace() {
            return new Proxied(text);
        }

        private record Proxied(String text) implements Serializable {
            @Serial
            private Object readResolve() {
                return new Replaced(text);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Replaced that && Objects.equals(text, that.text);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(text);
        }
    }

    public static final class Bag extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
        public String label = "bag";
    }

    public static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Object ignored = new Object();
        public final Base notSerializable;
        public final int missing;

        public OutOfStock(String message, int missing, Throwable cause) {
            super(message, cause);
            this.missing = missing;
            this.notSerializable = new Base(missing);
        }

        public Object ignored() {
            return ignored;
        }
    }

    public static final class Connected extends RuntimeException {
        private static final long serialVersionUID = 1L;
        public final transient int other = 1;
        public Object connection;

        public Connected(Object connection) {
            super("connected");
            this.connection = connection;
        }
    }

    public static Task<String> task(String text, int[] numbers) {
        return () -> text + numbers.length + numbers[0];
    }

    public static Fn<Integer, Integer> adder(int by) {
        return x -> x + by;
    }

    public static Fn<Integer, Integer> twice(Fn<Integer, Integer> fn) {
        return x -> fn.apply(fn.apply(x));
    }

    public static Function<String, Integer> plain(int by) {
        return text -> text.length() + by;
    }

    public static Fn<Integer, Object> capturing(Object value) {
        return x -> Map.of(x, value);
    }
}
