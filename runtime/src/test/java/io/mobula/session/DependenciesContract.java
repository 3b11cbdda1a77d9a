package io.mobula.session;

import static io.mobula.session.ContractBase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mobula.api.Fn;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Ref;
import io.mobula.api.Task;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.TaskFailedException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Captured refs are dependencies. */
interface DependenciesContract extends ContractBase {
    /** A body by components. */
    record Sum(Ref<Integer> left, Ref<Integer> right) implements Task<Integer> {
        @Override
        public Integer call() {
            return left.get() + right.get();
        }
    }

    /** Its method's body reads a field of {@code this}. */
    final class Model implements Serializable {
        private static final long serialVersionUID = 1L;
        private final ObjectRef<Integer> weight;

        Model(ObjectRef<Integer> weight) {
            this.weight = weight;
        }

        ObjectRef<Integer> twice(Mobula mobula) {
            return mobula.submit(() -> weight.get() * 2);
        }
    }

    @Test
    default void aCapturedRefIsThereWhenTheBodyRuns() throws Exception {
        Gate gate = gate();
        ObjectRef<Integer> slow = mobula().submit(() -> {
            gate.pass();
            return 20;
        });
        ObjectRef<Integer> dependent = mobula().submit(() -> {
            gate.mark("dependent");
            return slow.get() + 1;
        });
        assertEquals(1, mobula().submit(() -> 1).get()); // whatever was to run without waiting has run
        assertFalse(gate.isMarked("dependent"));
        gate.open();
        assertEquals(21, dependent.get());
    }

    @Test
    default void theComponentsOfARecordBodyAreDependencies() {
        ObjectRef<Integer> one = mobula().submit(() -> 1);
        ObjectRef<Integer> two = mobula().put(2);
        assertEquals(3, mobula().submit(new Sum(one, two)).get());
    }

    @Test
    default void aCapturedBodysRefsAreDependencies() {
        ObjectRef<Integer> base = mobula().submit(() -> 5);
        Task<Integer> inner = () -> base.get() + 1;
        Fn<Integer, Integer> add = n -> n + base.get();
        assertEquals(17, mobula().submit(() -> inner.call() + add.apply(6)).get());
    }

    @Test
    default void aFieldOfThisThatTheBodyReadsIsADependency() {
        assertEquals(8, new Model(mobula().submit(() -> 4)).twice(mobula()).get());
    }

    @Test
    default void aFailedDependencyFailsTheTaskWithTheSameFailure() {
        ObjectRef<Integer> failed = mobula().task().name("origin").submit(() -> {
            throw new IllegalArgumentException("bad");
        });
        ObjectRef<Integer> second = mobula().task().name("second").submit(() -> failed.get() + 1);
        ObjectRef<Integer> third = mobula().submit(() -> second.get() + 1);
        var origin = failure(TaskFailedException.class, ErrorCode.TASK_FAILED, failed);
        var inherited = failure(TaskFailedException.class, ErrorCode.TASK_FAILED, third);
        assertEquals(origin.getMessage(), inherited.getMessage());
        assertInstanceOf(IllegalArgumentException.class, inherited.getCause());
        assertNull(inherited.getCause().getCause());
    }

    @Test
    default void aDependencyThatHasFailedAlreadyFailsTheTaskAtOnce() {
        ObjectRef<Integer> failed = mobula().submit(() -> {
            throw new IllegalArgumentException("bad");
        });
        failure(TaskFailedException.class, ErrorCode.TASK_FAILED, failed);
        ObjectRef<Integer> late = mobula().submit(() -> failed.get());
        assertInstanceOf(
                IllegalArgumentException.class,
                failure(TaskFailedException.class, ErrorCode.TASK_FAILED, late).getCause());
    }

    @Test
    default void afterWaitsWithoutUsingTheValue() throws Exception {
        Gate gate = gate();
        ObjectRef<Void> first = mobula().submit(() -> {
            gate.pass();
            gate.tell("first");
        });
        ObjectRef<Void> then = mobula().task().after(first).submit(() -> gate.tell("then"));
        gate.open();
        then.get();
        assertEquals(List.of("first", "then"), gate.told());
    }

    @Test
    default void afterAFailureFails() {
        ObjectRef<Void> failed = mobula().submit(() -> {
            throw new IllegalArgumentException("bad");
        });
        failure(
                TaskFailedException.class,
                ErrorCode.TASK_FAILED,
                mobula().task().after(failed).submit(() -> "never"));
    }

    @Test
    default void aTaskSubmitsTasks() {
        ObjectRef<Integer> ref = mobula().submit(() -> {
            Mobula own = Mobula.current();
            List<ObjectRef<Integer>> children = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                int n = i;
                children.add(own.submit(() -> n * n));
            }
            return own.getAll(children).stream().mapToInt(Integer::intValue).sum();
        });
        assertEquals(285, ref.get());
    }

    @Test
    default void aRefMayBeTheValue() {
        ObjectRef<ObjectRef<String>> outer =
                mobula().submit(() -> Mobula.current().submit(() -> "inner"));
        assertEquals("inner", outer.get().get());
        assertEquals("inner", ObjectRef.flatten(outer).get());
    }

    @Test
    default void flattenFailsWithTheInnerFailureOrTheOuter() {
        ObjectRef<ObjectRef<String>> innerFails = mobula().submit(
                        () -> Mobula.current().submit(() -> {
                            throw new IllegalStateException("inner");
                        }));
        ObjectRef<ObjectRef<String>> outerFails = mobula().submit(() -> {
            throw new IllegalStateException("outer");
        });
        assertEquals(
                "inner",
                failure(TaskFailedException.class, ErrorCode.TASK_FAILED, ObjectRef.flatten(innerFails))
                        .getCause()
                        .getMessage());
        assertEquals(
                "outer",
                failure(TaskFailedException.class, ErrorCode.TASK_FAILED, ObjectRef.flatten(outerFails))
                        .getCause()
                        .getMessage());
    }

    @Test
    default void mapRunsOnTheValue() {
        assertEquals(
                List.of(3, 1),
                mobula().getAll(List.of(
                        mobula().put("abc").map(String::length),
                        mobula().submit(() -> "x").map(String::length))));
    }

    @Test
    default void allIsOneRefForMany() {
        List<ObjectRef<Integer>> refs =
                IntStream.range(0, 20).mapToObj(i -> mobula().submit(() -> i)).toList();
        ObjectRef<List<Integer>> all = mobula().all(refs);
        assertEquals(IntStream.range(0, 20).boxed().toList(), all.get());
        assertEquals(
                190,
                mobula().submit(() ->
                                all.get().stream().mapToInt(Integer::intValue).sum())
                        .get());
        assertEquals(List.of(), mobula().all(List.<ObjectRef<Integer>>of()).get());
    }

    @Test
    default void allFailsAsSoonAsOneDoes() throws Exception {
        Gate gate = gate();
        ObjectRef<Integer> never = mobula().submit(() -> {
            gate.pass();
            return 1;
        });
        ObjectRef<Integer> failed = mobula().submit(() -> {
            throw new IllegalStateException("one");
        });
        failure(TaskFailedException.class, ErrorCode.TASK_FAILED, mobula().all(List.of(never, failed)));
        gate.open();
    }

    @Test
    default void aRefInACollectionTravelsAsAValue() {
        List<ObjectRef<Integer>> refs = List.of(mobula().submit(() -> 1), mobula().submit(() -> 2));
        assertEquals(
                3, mobula().submit(() -> refs.get(0).get() + refs.get(1).get()).get());
    }

    @Test
    default void aCapturedSessionIsTheTasksOwn() {
        Mobula session = mobula();
        assertEquals(
                "child",
                mobula().submit(() -> session.submit(() -> "child").get()).get());
    }
}
