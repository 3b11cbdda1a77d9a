package io.mobula.api.shapes;

import io.mobula.api.Fn;
import io.mobula.api.ObjectRef;
import io.mobula.api.Ref;
import io.mobula.api.Task;
import java.io.Serializable;
import java.util.List;

/** Bodies that hold refs, each in another place. */
public final class Holders implements Serializable {
    private static final long serialVersionUID = 1L;
    private final StubRef<Integer> read;
    private final StubRef<Integer> unread;

    public Holders(StubRef<Integer> read, StubRef<Integer> unread) {
        this.read = read;
        this.unread = unread;
    }

    public record Train(Ref<Integer> data, double rate, List<Ref<Integer>> more) implements Task<Integer> {
        @Override
        public Integer call() {
            return data.get();
        }
    }

    public record Pair(Ref<Integer> first) {}

    public static Task<Integer> direct(ObjectRef<Integer> a, int n, ObjectRef<Integer> b) {
        return () -> a.get() + n + b.get();
    }

    public static Task<Integer> wrapped(Task<Integer> body) {
        return () -> body.call();
    }

    public static Task<Integer> function(Fn<Integer, Integer> fn) {
        return () -> fn.apply(1);
    }

    public static Fn<Integer, Integer> plus(ObjectRef<Integer> ref) {
        return n -> n + ref.get();
    }

    public static Task<Integer> inList(List<ObjectRef<Integer>> refs, Pair pair) {
        return () -> refs.size() + pair.first().get();
    }

    public Task<Integer> field() {
        return () -> read.get() + 1;
    }

    public Task<Integer> fieldThroughAMethod() {
        return () -> helper();
    }

    public Task<Task<Integer>> fieldInAnInnerLambda() {
        return () -> () -> read.get();
    }

    private int helper() {
        return read.get();
    }

    public int both() {
        return read.get() + unread.get();
    }
}
