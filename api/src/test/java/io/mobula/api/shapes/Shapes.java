package io.mobula.api.shapes;

import io.mobula.api.Fn;
import io.mobula.api.ObjectRef;
import io.mobula.api.Task;
import io.mobula.api.shapes.other.Base;
import java.io.Serializable;
import java.util.function.Supplier;

/** Where a lambda may stand. Each answers 42. */
final class Shapes {
    private Shapes() {}

    interface InInterface {
        int base();

        static Task<Integer> ofStatic(int n) {
            return () -> n + 1;
        }

        default Task<Integer> ofDefault() {
            return () -> base() + 1;
        }

        private int secret() {
            return 42;
        }

        default Task<Integer> ofPrivate() {
            return () -> secret();
        }
    }

    static final class InInterfaceImpl implements InInterface, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public int base() {
            return 41;
        }
    }

    record InRecord(int a, int b) {
        Task<Integer> sum() {
            return () -> a + b;
        }

        static Task<Integer> ofStatic(int n) {
            return () -> n + 2;
        }

        Task<Integer> accessor() {
            return this::a;
        }
    }

    @SuppressWarnings({"ImmutableEnumChecker", "EnumOrdinal"
    }) // the lambda in the constructor, and the use of this, are the case
    enum InEnum {
        ONE {
            @Override
            Task<Integer> body() {
                return () -> 41 + ordinal() + 1;
            }
        };
        final Task<Integer> field;

        InEnum() {
            field = () -> 42;
        }

        abstract Task<Integer> body();
    }

    static final Task<Integer> STATIC_INIT = () -> 42;

    static final class Fields implements Serializable {
        private static final long serialVersionUID = 1L;
        final int n;
        final Task<Integer> instanceInit = () -> 42;
        final Task<Integer> fromConstructor;

        Fields(int n) {
            this.n = n;
            int copy = n;
            fromConstructor = () -> copy;
        }

        Task<Integer> readsField() {
            return () -> n;
        }

        Task<Integer> copiesField() {
            int n = this.n;
            return () -> n;
        }

        private int privateMethod() {
            return n;
        }

        Task<Integer> callsPrivate() {
            return () -> privateMethod();
        }

        Task<Integer> boundThis() {
            return this::privateMethod;
        }

        final class Inner implements Serializable {
            private static final long serialVersionUID = 1L;

            Task<Integer> readsOuter() {
                return () -> n;
            }

            @Override
            public String toString() {
                return "inner of " + n;
            }
        }

        Task<Inner> innerFactory() {
            return Inner::new;
        }

        Task<Integer> inAnonymous() {
            return new Supplier<Task<Integer>>() {
                @Override
                public Task<Integer> get() {
                    return () -> 42;
                }
            }.get();
        }
    }

    static final class Sub extends Base implements Serializable {
        private static final long serialVersionUID = 1L;

        Task<Integer> protectedOfOtherPackage() {
            return () -> hidden() + 31;
        }

        Fn<Integer, Integer> superReference() {
            return super::twice;
        }

        Task<Integer> boundProtected() {
            return this::hidden;
        }

        @Override
        public int twice(int n) {
            return -1;
        }
    }

    static <T extends Comparable<T>> Task<T> generic(T a, T b) {
        return () -> a.compareTo(b) >= 0 ? a : b;
    }

    static final class Box<T> {
        private final T value;

        Box(T value) {
            this.value = value;
        }

        Task<T> task() {
            T copy = value;
            return () -> copy;
        }
    }

    static int varargs(int... n) {
        return n.length;
    }

    static final class PrivateConstructor {
        private PrivateConstructor() {}

        @Override
        public String toString() {
            return "made";
        }
    }

    static Task<PrivateConstructor> privateConstructor() {
        return PrivateConstructor::new;
    }

    record TaskRecord(int n, ObjectRef<Integer> ref) implements Task<Integer> {
        @Override
        public Integer call() {
            return n + ref.get();
        }
    }

    enum TaskEnum implements Task<Integer> {
        PLAIN,
        WITH_BODY {
            @Override
            public Integer call() {
                return 42;
            }
        };

        @Override
        public Integer call() {
            return 42;
        }
    }
}
