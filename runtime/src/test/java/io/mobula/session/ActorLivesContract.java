package io.mobula.session;

import static io.mobula.session.ContractBase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorContext;
import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Retry;
import io.mobula.api.TaskContext;
import io.mobula.api.error.ActorDiedException;
import io.mobula.api.error.ActorNameTakenException;
import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.GetTimeoutException;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.session.ActorCast.Account;
import io.mobula.session.ActorCast.Closeable;
import io.mobula.session.ActorCast.Counter;
import io.mobula.session.ActorCast.Diary;
import io.mobula.session.ActorCast.Keeper;
import io.mobula.session.ActorCast.Named;
import io.mobula.session.ActorCast.Relay;
import io.mobula.session.ActorCast.Saved;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How actors begin, are found, are handed on, and end. */
interface ActorLivesContract extends ContractBase {
    Duration LIMIT = Duration.ofSeconds(20);

    private static String fresh(String stem) {
        return stem + "-" + UUID.randomUUID();
    }

    private void untilGone(ActorHandle<?> handle) {
        ContractBase.until(handle + " is gone", () -> handle.explain().summary().contains("is gone"));
    }

    @Test
    default void aFactoryThatThrowsEndsTheActorWithItsExceptionAsTheCause() {
        ActorHandle<Counter> counter = mobula().start(() -> {
            throw new IOException("no such model");
        });
        ObjectRef<Long> call = counter.call(Counter::value);
        var failure = failure(ActorDiedException.class, ErrorCode.ACTOR_CREATION_FAILED, call);
        assertInstanceOf(IOException.class, failure.getCause());
        assertEquals("no such model", failure.getCause().getMessage());
        failure(ActorDiedException.class, ErrorCode.ACTOR_CREATION_FAILED, counter.call(Counter::value));
    }

    @Test
    default void aTaskThatIsTriedAgainStartsOtherActors() {
        var once = mobula().task()
                .retry(Retry.times(2).backoff(Duration.ofMillis(1), 1).jitter(0));
        String outcome = once.submit(() -> {
                    ActorHandle<Counter> counter = Mobula.current().start(Counter::new);
                    counter.call(Counter::value).get();
                    counter.stop().get();
                    if (TaskContext.current().attempt() < 3) throw new IOException("not yet");
                    return "attempt " + TaskContext.current().attempt();
                })
                .get();
        assertEquals("attempt 3", outcome);
    }

    @Test
    default void aFactoryThatMakesNullFailsToo() {
        ActorHandle<Counter> counter = mobula().start(() -> (Counter) null);
        failure(ActorDiedException.class, ErrorCode.ACTOR_CREATION_FAILED, counter.call(Counter::value));
    }

    @Test
    default void aFactoryMayUseRefsAndItsSession() {
        ObjectRef<Long> start = mobula().submit(() -> 11L);
        ActorHandle<Counter> counter = mobula().start(() ->
                new Counter(start.get() + Mobula.current().submit(() -> 1L).get()));
        assertEquals(12L, counter.call(Counter::value).get());
    }

    @Test
    default void stopEndsItAfterTheCallsMadeSoFar() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        var calls = new ArrayList<ObjectRef<Long>>();
        for (int i = 0; i < 20; i++) calls.add(counter.call(c -> c.increment(1)));
        ObjectRef<Void> stopped = counter.stop();
        ObjectRef<Long> after = counter.call(Counter::value);
        assertNull(stopped.get());
        assertEquals(20L, mobula().getAll(calls).getLast());
        failure(ActorDiedException.class, ErrorCode.ACTOR_DIED, after);
        failure(ActorDiedException.class, ErrorCode.ACTOR_DIED, counter.call(Counter::value));
        assertTrue(
                counter.explain().summary().contains("is gone"),
                counter.explain().summary());
    }

    @Test
    default void stopWaitsForCallsInOtherGroups() throws Exception {
        Gate gate = gate();
        ActorHandle<Diary> diary = mobula().actor().concurrencyGroup("slow", 1).start(Diary::new);
        ObjectRef<String> running = diary.withGroup("slow").call(d -> d.hold(gate, "running"));
        ObjectRef<String> waiting = diary.withGroup("slow").call(d -> d.note("waiting"));
        ObjectRef<Void> stopped = diary.stop();
        gate.until("running");
        gate.open();
        assertEquals("running", running.get());
        assertEquals("waiting", waiting.get());
        assertNull(stopped.get());
    }

    @Test
    default void stopOfOneThatIsGoneEndsToo() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        counter.stop().get();
        assertNull(counter.stop().get());
    }

    @Test
    default void killInterruptsWhatRunsAndFailsWhatWaits() throws Exception {
        Gate gate = gate();
        ActorHandle<Diary> diary = mobula().start(Diary::new);
        ObjectRef<Void> running = diary.run(d -> {
            gate.mark("begun");
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException interrupted) {
                gate.mark("interrupted");
                throw interrupted;
            }
        });
        ObjectRef<String> waiting = diary.call(d -> d.note("never"));
        gate.until("begun");
        diary.kill();
        failure(ActorDiedException.class, ErrorCode.ACTOR_DIED, waiting);
        assertTrue(failure(ActorDiedException.class, ErrorCode.ACTOR_DIED, running)
                .getMessage()
                .contains("killed"));
        gate.until("interrupted");
    }

    @Test
    default void killInterruptsAFactory() throws Exception {
        Gate gate = gate();
        ActorHandle<Counter> counter = mobula().start(() -> {
            gate.mark("begun");
            try {
                Thread.sleep(60_000);
            } finally {
                gate.mark("over");
            }
            return new Counter();
        });
        gate.until("begun");
        counter.kill();
        gate.until("over");
        failure(ActorDiedException.class, ErrorCode.ACTOR_DIED, counter.call(Counter::value));
    }

    @Test
    default void anActorMayExitByItself() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        ObjectRef<Long> last = counter.call(c -> {
            ActorContext.current().exit();
            return c.increment(9);
        });
        assertEquals(9L, last.get(), "the call that exits is answered");
        untilGone(counter);
        failure(ActorDiedException.class, ErrorCode.ACTOR_DIED, counter.call(Counter::value));
    }

    @Test
    default void anEndedActorIsClosedIfItCanBe() throws Exception {
        Gate gate = gate();
        ActorHandle<Closeable> closeable = mobula().start(() -> new Closeable(gate));
        closeable.run(_ -> {}).get();
        closeable.stop().get();
        gate.until("closed");
    }

    @Test
    default void theContextKnowsItsActorAndGivesItsHandle() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        assertEquals(
                counter.id() + " 0",
                counter.call(_ -> ActorContext.current().id() + " "
                                + ActorContext.current().restarts())
                        .get());
        ActorHandle<Counter> self =
                counter.call(_ -> ActorContext.current().self(Counter.class)).get();
        assertEquals(counter, self);
        assertEquals(1L, self.call(c -> c.increment(1)).get());
        failure(
                TaskFailedException.class,
                ErrorCode.TASK_FAILED,
                counter.call(_ -> ActorContext.current().self(Diary.class)));
    }

    @Test
    default void outsideAnActorThereIsNoContext() {
        assertThrows(IllegalStateException.class, ActorContext::current);
        ObjectRef<String> task = mobula().submit(() -> ActorContext.current().id());
        assertInstanceOf(
                IllegalStateException.class,
                failure(TaskFailedException.class, ErrorCode.TASK_FAILED, task).getCause());
    }

    @Test
    default void aNamedActorIsFoundByItsName() {
        String name = fresh("found");
        assertEquals(Optional.empty(), mobula().find(Counter.class, name));
        ActorHandle<Counter> counter = mobula().actor().name(name).start(Counter::new);
        counter.call(c -> c.increment(4)).get();
        ActorHandle<Counter> found = mobula().find(Counter.class, name).orElseThrow();
        assertEquals(counter, found);
        assertEquals(Optional.of(name), found.name());
        assertEquals(4L, found.call(Counter::value).get());
        assertEquals(
                "counter",
                mobula().find(Named.class, name).orElseThrow().call(Named::who).get());
    }

    @Test
    default void findingOneOfAnotherTypeIsRefused() {
        String name = fresh("typed");
        ActorHandle<Counter> counter = mobula().actor().name(name).start(Counter::new);
        var failure = assertThrows(IllegalArgumentException.class, () -> mobula().find(Diary.class, name));
        assertTrue(failure.getMessage().contains("Counter"), failure.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> mobula().actor().name(name).getOrStart(Diary.class, Diary::new));
        counter.kill();
    }

    @Test
    default void aTakenNameIsRefusedAndFreeAgainAfterwards() {
        String name = fresh("taken");
        ActorHandle<Counter> counter = mobula().actor().name(name).start(Counter::new);
        var failure = assertThrows(
                ActorNameTakenException.class, () -> mobula().actor().name(name).start(Counter::new));
        assertEquals(ErrorCode.ACTOR_NAME_TAKEN, failure.code());
        assertTrue(failure.getMessage().contains(counter.id()), failure.getMessage());
        counter.stop().get();
        ActorHandle<Counter> next = mobula().actor().name(name).start(Counter::new);
        assertFalse(next.equals(counter));
        assertEquals(0L, next.call(Counter::value).get());
    }

    @Test
    default void namespacesAreApart() {
        String name = fresh("space");
        ActorHandle<Counter> here = mobula().actor().name(name).start(() -> new Counter(1));
        Mobula other = mobula().withNamespace(fresh("other"));
        assertEquals(Optional.empty(), other.find(Counter.class, name));
        ActorHandle<Counter> there = other.actor().name(name).start(() -> new Counter(2));
        assertEquals(1L, here.call(Counter::value).get());
        assertEquals(2L, there.call(Counter::value).get());
        assertEquals(there, other.find(Counter.class, name).orElseThrow());
    }

    @Test
    default void getOrStartStartsOneAndThenGetsIt() {
        String name = fresh("one");
        ActorHandle<Counter> first = mobula().actor().name(name).getOrStart(Counter.class, () -> new Counter(3));
        ActorHandle<Counter> second = mobula().actor().name(name).getOrStart(Counter.class, () -> new Counter(4));
        assertEquals(first, second);
        assertEquals(3L, second.call(Counter::value).get());
        assertThrows(IllegalStateException.class, () -> mobula().actor().getOrStart(Counter.class, Counter::new));
    }

    @Test
    default void ofManyWhoGetOrStartAllHaveTheSame() {
        String name = fresh("race");
        var ids = new ArrayList<ObjectRef<String>>();
        for (int i = 0; i < 8; i++)
            ids.add(mobula().task()
                    .cpus(0)
                    .submit(() -> Mobula.current()
                            .actor()
                            .name(name)
                            .detached()
                            .getOrStart(Counter.class, Counter::new)
                            .id()));
        assertEquals(1, Set.copyOf(mobula().getAll(ids)).size());
        mobula().find(Counter.class, name).orElseThrow().kill();
    }

    @Test
    default void aHandleIsCapturedByTasksAndByOtherActors() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        assertEquals(
                2L,
                mobula().submit(() -> counter.call(c -> c.increment(2)).get()).get());
        ActorHandle<Keeper> keeper = mobula().start(Keeper::new);
        keeper.run(k -> k.keep(counter)).get();
        assertEquals(3L, keeper.call(Keeper::callKept).get());
        assertEquals(3L, counter.call(Counter::value).get());
    }

    @Test
    default void aHandleTravelsInCollectionsAndComesBack() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        Map<String, List<ActorHandle<Counter>>> nested = Map.of("all", List.of(counter));
        ActorHandle<Counter> back = mobula().submit(() -> {
                    ActorHandle<Counter> inside = nested.get("all").getFirst();
                    inside.call(c -> c.increment(1)).get();
                    return List.of(inside);
                })
                .get()
                .getFirst();
        assertEquals(counter, back);
        assertEquals(1L, back.call(Counter::value).get());
    }

    @Test
    default void aTaskMayStartAnActorAndReturnItsHandle() {
        ActorHandle<Counter> made = mobula().submit(() -> {
                    ActorHandle<Counter> counter = Mobula.current().start(() -> new Counter(5));
                    counter.call(c -> c.increment(1)).get();
                    return counter;
                })
                .get();
        assertEquals(6L, made.call(Counter::value).get());
    }

    @Test
    default void aDerivedHandleKeepsItsSettingsOnTheWay() throws Exception {
        Gate gate = gate();
        ActorHandle<Diary> hurried = mobula().actor()
                .concurrencyGroup("other", 1)
                .start(Diary::new)
                .withGroup("other")
                .withTimeout(Duration.ofMillis(100));
        ObjectRef<String> through =
                mobula().submit(() -> hurried.call(d -> d.hold(gate, "late")).get());
        var failure = assertThrows(MobulaException.class, through::get);
        assertTrue(failure.getMessage().contains("deadline"), failure.getMessage());
        gate.open();
    }

    @Test
    default void whatAnActorKeepsWorksInLaterCalls() {
        ActorHandle<Keeper> keeper = mobula().start(Keeper::new);
        for (long i = 1; i <= 3; i++) {
            long value = i;
            ObjectRef<Long> ref = mobula().submit(() -> value);
            keeper.run(k -> k.keep(ref)).get();
        }
        ObjectRef<Long> more = mobula().put(10L);
        List<ObjectRef<Long>> inList = List.of(more);
        keeper.run(k -> k.keepAll(inList)).get();
        System.gc();
        assertEquals(16L, keeper.call(Keeper::sum).get());
        keeper.withTimeout(Duration.ofSeconds(5)).run(Keeper::keepSession).get();
        assertEquals(14L, keeper.call(k -> k.submitLater(7)).get());
    }

    @Test
    default void anActorNobodyCanCallAnyMoreEnds() throws Exception {
        Gate gate = gate();
        startAndForget(gate);
        ContractBase.until("the actor is gone", () -> {
            System.gc();
            return gate.isMarked("closed");
        });
    }

    private void startAndForget(Gate gate) {
        ActorHandle<Closeable> handle = mobula().start(() -> new Closeable(gate));
        handle.run(_ -> {}).get();
    }

    @Test
    default void aHandleThatAnotherActorKeepsKeepsItAlive() throws Exception {
        ActorHandle<Keeper> keeper = mobula().start(Keeper::new);
        giveTo(keeper);
        for (int i = 0; i < 5; i++) {
            System.gc();
            assertEquals(i + 1L, keeper.call(Keeper::callKept).get());
        }
    }

    private void giveTo(ActorHandle<Keeper> keeper) {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        keeper.run(k -> k.keep(counter)).get();
    }

    @Test
    default void aPendingCallKeepsItsActorAlive() throws Exception {
        Gate gate = gate();
        ObjectRef<String> call = callAndForget(gate);
        gate.until("held");
        for (int i = 0; i < 3; i++) System.gc();
        gate.open();
        assertEquals("held", call.get());
    }

    private ObjectRef<String> callAndForget(Gate gate) {
        return mobula().start(Diary::new).call(d -> d.hold(gate, "held"));
    }

    @Test
    default void aDetachedActorNeedsANameAndMayCaptureNoRefs() {
        assertThrows(
                IllegalStateException.class, () -> mobula().actor().detached().start(Counter::new));
        ObjectRef<Long> ref = mobula().put(1L);
        var failure = assertThrows(
                CaptureException.class,
                () -> mobula().actor().name(fresh("refs")).detached().start(() -> new Counter(ref.get())));
        assertTrue(failure.getMessage().contains("detached"), failure.getMessage());
    }

    @Test
    default void aDetachedActorLivesWithoutHandles() {
        String name = fresh("detached");
        mobula().actor()
                .name(name)
                .detached()
                .start(Counter::new)
                .call(c -> c.increment(1))
                .get();
        for (int i = 0; i < 3; i++) System.gc();
        ActorHandle<Counter> found = mobula().find(Counter.class, name).orElseThrow();
        assertEquals(1L, found.call(Counter::value).get());
        found.kill();
        untilGone(found);
        assertEquals(Optional.empty(), mobula().find(Counter.class, name));
    }

    @Test
    default void aRestorableActorIsSavedAfterEachCall() {
        ActorHandle<Saved> saved = mobula().start(Saved::new);
        for (long i = 1; i <= 5; i++)
            assertEquals(i, saved.call(Saved::increment).get());
        assertEquals(5, saved.call(Saved::snapshots).get());
        ActorHandle<Saved> seldom =
                mobula().actor().snapshotEvery(Duration.ofHours(1)).start(Saved::new);
        seldom.call(Saved::increment).get();
        assertEquals(0, seldom.call(Saved::snapshots).get());
    }

    @Test
    default void aCallOfARestorableActorMayWaitForAnotherOfItsOwn() {
        ActorHandle<Account> account = mobula().actor().maxConcurrency(2).start(Account::new);
        assertEquals(3L, account.call(a -> a.addToItself(3)).get(LIMIT));
        ActorHandle<Relay> relay = mobula().start(Relay::new);
        assertEquals(7L, account.call(a -> a.addBy(relay, 4)).get(LIMIT));
        List<ObjectRef<Long>> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) many.add(account.call(a -> a.add(1)));
        for (ObjectRef<Long> each : many) each.get(LIMIT);
        assertEquals(48L, account.call(a -> a.addToItself(1)).get(LIMIT));
    }

    @Test
    default void aCallOfARestorableActorMayEndTheStageOfAnother() {
        ActorHandle<Account> account = mobula().start(Account::new);
        ObjectRef<Long> promised = account.callAsync(a -> a.promised("gift"));
        assertTrue(account.call(a -> a.keep("gift")).get(LIMIT));
        assertEquals(1L, promised.get(LIMIT));
    }

    @Test
    default void anActorTakesItsResourcesForAsLongAsItLives() throws Exception {
        ActorHandle<Counter> first = mobula().actor().cpus(cpusOfNode()).start(Counter::new);
        first.call(Counter::value).get();
        int nodes = mobula().cluster().nodes().size();
        var others = new ArrayList<ActorHandle<Counter>>();
        for (int i = 1; i < nodes; i++)
            others.add(mobula().actor().cpus(cpusOfNode()).start(Counter::new));
        for (ActorHandle<Counter> other : others) other.call(Counter::value).get();
        ObjectRef<Integer> task = mobula().submit(() -> 1);
        assertThrows(GetTimeoutException.class, () -> task.get(Duration.ofMillis(100)));
        first.stop().get();
        assertEquals(1, task.get());
        others.forEach(ActorHandle::kill);
    }

    @Test
    default void whatNoNodeCanGiveFailsTheCalls() {
        ActorHandle<Counter> giant = mobula().actor().cpus(1_000_000).start(Counter::new);
        var failure = failure(ActorDiedException.class, ErrorCode.ACTOR_DIED, giant.call(Counter::value));
        assertTrue(failure.getMessage().contains("cpu"), failure.getMessage());
        ActorHandle<Counter> labelled = mobula().actor().label("zone", "moon").start(Counter::new);
        failure(ActorDiedException.class, ErrorCode.ACTOR_DIED, labelled.call(Counter::value));
    }

    @Test
    default void explainSaysWhereItIs() {
        ActorHandle<Counter> counter = mobula().actor().name(fresh("explained")).start(Counter::new);
        counter.call(Counter::value).get();
        ContractBase.until("it is alive", () -> counter.explain().summary().contains(" is on "));
        assertTrue(counter.toString().contains("explained"), counter.toString());
        counter.kill();
    }

    @Test
    default void theEndOfTheSessionEndsItsActors() throws Exception {
        Mobula session = another();
        ActorHandle<Counter> counter = session.start(Counter::new);
        counter.call(Counter::value).get();
        Gate gate = gate();
        ObjectRef<Void> running = counter.run(_ -> gate.pass("begun"));
        gate.until("begun");
        session.close();
        assertThrows(MobulaException.class, running::get);
        gate.open();
    }
}
