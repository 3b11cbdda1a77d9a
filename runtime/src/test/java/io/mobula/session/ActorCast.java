package io.mobula.session;

import io.mobula.api.ActorAction;
import io.mobula.api.ActorCall;
import io.mobula.api.ActorContext;
import io.mobula.api.ActorFactory;
import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Restorable;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The actors of the contract. */
final class ActorCast {
    private ActorCast() {}

    interface Named {
        String who();
    }

    /** What most tests call. */
    static class Counter implements Named, Serializable {
        private static final long serialVersionUID = 1L;
        private long count;

        Counter() {}

        Counter(long start) {
            this.count = start;
        }

        long increment(long by) {
            count += by;
            return count;
        }

        long value() {
            return count;
        }

        void add(long by) {
            count += by;
        }

        @Override
        public String who() {
            return "counter";
        }

        void failWith(String message) throws IOException {
            throw new IOException(message);
        }
    }

    /** Remembers in which order things came. */
    static final class Diary {
        private final List<String> lines = new ArrayList<>();
        private final AtomicInteger inside = new AtomicInteger();
        private int most;

        String note(String line) {
            lines.add(line);
            return line;
        }

        List<String> lines() {
            return lines;
        }

        String hold(Gate gate, String mark) throws InterruptedException {
            synchronized (this) {
                most = Math.max(most, inside.incrementAndGet());
            }
            gate.pass(mark);
            inside.decrementAndGet();
            synchronized (this) {
                lines.add(mark);
            }
            return mark;
        }

        int most() {
            return most;
        }
    }

    /** Keeps what it is given. */
    static final class Keeper {
        private final List<ObjectRef<Long>> refs = new ArrayList<>();
        private final List<ActorHandle<Counter>> handles = new ArrayList<>();
        private @Nullable Mobula session;
        private final Map<String, CompletableFuture<String>> stages = new HashMap<>();

        void keep(ObjectRef<Long> ref) {
            refs.add(ref);
        }

        void keepAll(List<ObjectRef<Long>> more) {
            refs.addAll(more);
        }

        long sum() {
            return refs.stream().mapToLong(ObjectRef::get).sum();
        }

        void keep(ActorHandle<Counter> handle) {
            handles.add(handle);
        }

        void keepSession() {
            session = Mobula.current();
        }

        long submitLater(long value) {
            return session.submit(() -> value * 2).get();
        }

        long callKept() {
            return handles.getFirst().call(c -> c.increment(1)).get();
        }

        CompletionStage<String> later(String key) {
            return stages.computeIfAbsent(key, _ -> new CompletableFuture<>());
        }

        boolean finish(String key, String value) {
            return stages.computeIfAbsent(key, _ -> new CompletableFuture<>()).complete(value);
        }

        boolean fail(String key) {
            return stages.computeIfAbsent(key, _ -> new CompletableFuture<>())
                    .completeExceptionally(new IOException("stage " + key));
        }
    }

    /** Says when it is closed. */
    static final class Closeable implements AutoCloseable {
        private final Gate gate;

        Closeable(Gate gate) {
            this.gate = gate;
        }

        @Override
        public void close() {
            gate.mark("closed");
        }
    }

    /** Survives restarts, as far as the place it is in has any. */
    static final class Saved implements Restorable<Long> {
        private long count;
        private int snapshots;

        long increment() {
            return ++count;
        }

        int snapshots() {
            return snapshots;
        }

        @Override
        public Long snapshot() {
            snapshots++;
            return count;
        }

        @Override
        public void restore(Long state) {
            count = state;
        }
    }

    /** A restorable one whose calls wait for one another. */
    static final class Account implements Restorable<Long> {
        private final AtomicLong sum = new AtomicLong();
        private final Map<String, CompletableFuture<Long>> promises = new HashMap<>();

        long add(long by) {
            return sum.addAndGet(by);
        }

        /** By a call on itself. */
        long addToItself(long by) {
            ActorHandle<Account> self = ActorContext.current().self(Account.class);
            return self.call(account -> account.add(by)).get();
        }

        /** By a call on another, which calls this one. */
        long addBy(ActorHandle<Relay> relay, long by) {
            ActorHandle<Account> self = ActorContext.current().self(Account.class);
            ObjectRef<Long> added = relay.call(r -> r.add(self, by));
            return Mobula.current()
                    .await(List.of(added), 1, Duration.ofSeconds(20))
                    .ready()
                    .getFirst()
                    .get();
        }

        synchronized CompletionStage<Long> promised(String key) {
            return promises.computeIfAbsent(key, _ -> new CompletableFuture<>());
        }

        boolean keep(String key) {
            CompletableFuture<Long> promise;
            synchronized (this) {
                promise = promises.computeIfAbsent(key, _ -> new CompletableFuture<>());
            }
            return promise.complete(add(1));
        }

        @Override
        public Long snapshot() {
            return sum.get();
        }

        @Override
        public void restore(Long state) {
            sum.set(state);
        }
    }

    static final class Relay {
        long add(ActorHandle<Account> to, long by) {
            return to.call(account -> account.add(by)).get();
        }
    }

    record Add(long by) implements ActorCall<Counter, Long> {
        @Override
        public Long on(Counter actor) {
            return actor.increment(by);
        }
    }

    enum Reset implements ActorAction<Counter> {
        ZERO;

        @Override
        public void on(Counter actor) {
            actor.count = 0;
        }
    }

    record Starting(long at) implements ActorFactory<Counter> {
        @Override
        public Counter create() {
            return new Counter(at);
        }
    }
}
