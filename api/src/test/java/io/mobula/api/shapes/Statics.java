package io.mobula.api.shapes;

import io.mobula.api.ObjectRef;
import io.mobula.api.Task;
import java.util.concurrent.TimeUnit;

/** Bodies and the statics they use. */
public final class Statics {
    static final int CONSTANT = 42;
    static final String[] TABLE = {"a"};
    static final ObjectRef<Integer> HELD = new StubRef<>(1);
    static int mutable = 42;

    private Statics() {}

    /** As other languages compile their objects. */
    public static final class Single {
        public static final Single INSTANCE = new Single();

        private Single() {}

        int value() {
            return 42;
        }
    }

    static class Parent {
        static int inherited = 1;
    }

    static final class Child extends Parent {}

    public static Task<Integer> reads() {
        return () -> mutable;
    }

    public static Task<Integer> readsTwice() {
        return () -> mutable + mutable;
    }

    public static Task<Integer> readsThroughACall() {
        return () -> helper();
    }

    private static int helper() {
        return mutable + 1;
    }

    public static Task<Task<Integer>> readsInAnInnerLambda() {
        return () -> () -> mutable;
    }

    public static Task<Integer> readsInherited() {
        return () -> Child.inherited;
    }

    public static Task<Integer> readsAHeldRef() {
        return () -> HELD.get();
    }

    public static Task<Integer> assigns() {
        return () -> mutable = 1;
    }

    public static Task<Integer> around(Task<Integer> inner) {
        return () -> inner.call();
    }

    public static Task<String> constants() {
        return () -> {
            assert CONSTANT == 42;
            return TABLE[0] + CONSTANT + System.out + Integer.MAX_VALUE + Single.INSTANCE.value();
        };
    }

    public static Task<Integer> switches(TimeUnit unit) {
        return () -> switch (unit) {
            case DAYS -> 1;
            default -> 2;
        };
    }

    public static Task<Integer> local() {
        int mutable = Statics.mutable;
        return () -> mutable;
    }
}
