package io.mobula.session;

import io.mobula.api.Action;
import io.mobula.api.ObjectRef;
import io.mobula.api.ObjectStream;
import io.mobula.api.Priority;
import io.mobula.api.Retry;
import io.mobula.api.StreamBuffer;
import io.mobula.api.StreamTask;
import io.mobula.api.Task;
import io.mobula.api.TaskBuilder;
import io.mobula.api.resource.Resources;
import io.mobula.api.resource.Strategy;
import io.mobula.api.spi.Body;
import io.mobula.core.message.Urgency;
import io.mobula.core.task.RetryRule;
import io.mobula.core.task.Shape.Anywhere;
import io.mobula.core.task.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Options of a task as a user sets them. */
record TaskSettings(
        RemoteSettings remote,
        Anywhere laid,
        int maxRetries,
        Retry retry,
        Optional<Duration> timeout,
        Optional<Priority> priority,
        List<ObjectRef<?>> after,
        StreamBuffer buffer) {
    private static final int DEFAULT_RETRIES = 3;

    static final TaskSettings DEFAULT = new TaskSettings(
            RemoteSettings.taking(Resources.cpus(1)),
            Anywhere.ANYWHERE,
            DEFAULT_RETRIES,
            Retry.none(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            StreamBuffer.DEFAULT);

    /** With the name of this code, unless the user gave another. */
    TaskSettings named(Body body) {
        if (remote.name().isPresent()) return this;
        var draft = new Draft(this);
        draft.remote = new RemoteSettings(
                Optional.of(body.code().name()),
                remote.resources(),
                remote.selector(),
                remote.wishes(),
                remote.bundle());
        return draft.settings();
    }

    TaskOptions options(RemoteSettings.Kinds kinds, Inherited inherited, Body body) {
        String name = remote.name().orElseGet(() -> body.code().name());
        return new TaskOptions(
                name,
                remote.shape(kinds, laid, name),
                maxRetries,
                rule(retry),
                Urgency.valueOf(priority.orElse(inherited.priority()).name()),
                inherited.lifetime());
    }

    static RetryRule rule(Retry retry) {
        if (retry.times() == 0) return RetryRule.NONE;
        List<String> types = retry.on().stream().map(Class::getName).toList();
        long atMost = retry.atMost().map(CellRef::nanos).orElse(Long.MAX_VALUE);
        return new RetryRule(
                retry.times(), types, CellRef.nanos(retry.delay()), retry.factor(), retry.jitter(), atMost);
    }

    long deadlineNanos(long inherited) {
        return timeout.map(limit -> Math.min(inherited, System.nanoTime() + CellRef.nanos(limit)))
                .orElse(inherited);
    }

    /** A copy on its way to become other settings. */
    private static final class Draft {
        RemoteSettings remote;
        Anywhere laid;
        int maxRetries;
        Retry retry;
        Optional<Duration> timeout;
        Optional<Priority> priority;
        List<ObjectRef<?>> after;
        StreamBuffer buffer;

        Draft(TaskSettings old) {
            remote = old.remote;
            laid = old.laid;
            maxRetries = old.maxRetries;
            retry = old.retry;
            timeout = old.timeout;
            priority = old.priority;
            after = old.after;
            buffer = old.buffer;
        }

        TaskSettings settings() {
            return new TaskSettings(remote, laid, maxRetries, retry, timeout, priority, after, buffer);
        }
    }

    /** The fluent face; each method gives a new one. */
    record Builder(MobulaSession session, TaskSettings settings)
            implements TaskBuilder, RemoteSettings.Builder<TaskBuilder> {
        private Builder with(Consumer<Draft> change) {
            var draft = new Draft(settings);
            change.accept(draft);
            return new Builder(session, draft.settings());
        }

        @Override
        public RemoteSettings remote() {
            return settings.remote;
        }

        @Override
        public TaskBuilder with(RemoteSettings next) {
            return with(draft -> draft.remote = next);
        }

        @Override
        public TaskBuilder maxRetries(int count) {
            if (count < 0) throw new IllegalArgumentException("maxRetries cannot be negative: " + count);
            return with(draft -> draft.maxRetries = count);
        }

        @Override
        public TaskBuilder retry(Retry policy) {
            return with(draft -> draft.retry = policy);
        }

        @Override
        public TaskBuilder timeout(Duration limit) {
            if (!limit.isPositive()) throw new IllegalArgumentException("a timeout must be positive: " + limit);
            return with(draft -> draft.timeout = Optional.of(limit));
        }

        @Override
        public TaskBuilder priority(Priority priority) {
            return with(draft -> draft.priority = Optional.of(priority));
        }

        @Override
        public TaskBuilder strategy(Strategy strategy) {
            Anywhere next = switch (strategy) {
                case PACK -> Anywhere.ANYWHERE;
                case SPREAD -> Anywhere.SPREAD;
                case STRICT_PACK, STRICT_SPREAD ->
                    throw new IllegalArgumentException(strategy
                            + " says how the bundles of a group lie to one another; a task alone has PACK or SPREAD");
            };
            return with(draft -> draft.laid = next);
        }

        @Override
        public TaskBuilder after(ObjectRef<?>... refs) {
            var all = new ArrayList<>(settings.after);
            all.addAll(List.of(refs));
            return with(draft -> draft.after = List.copyOf(all));
        }

        @Override
        public TaskBuilder buffer(StreamBuffer buffer) {
            return with(draft -> draft.buffer = buffer);
        }

        @Override
        public <T> ObjectStream<T> stream(StreamTask<T> body) {
            return session.streamWith(body, settings);
        }

        @Override
        public <R extends @Nullable Object> List<ObjectRef<R>> submitMany(
                int count, Task<? extends List<? extends R>> body) {
            return session.submitManyWith(count, body, settings);
        }

        @Override
        public <R extends @Nullable Object> ObjectRef<R> submit(Task<? extends R> body) {
            return session.submitWith(body, settings);
        }

        @Override
        public ObjectRef<Void> submit(Action body) {
            return session.submitWith(body, settings);
        }
    }
}
