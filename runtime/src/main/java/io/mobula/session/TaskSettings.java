package io.mobula.session;

import io.mobula.api.Action;
import io.mobula.api.ObjectRef;
import io.mobula.api.Priority;
import io.mobula.api.Retry;
import io.mobula.api.Task;
import io.mobula.api.TaskBuilder;
import io.mobula.api.resource.Bytes;
import io.mobula.api.resource.Resources;
import io.mobula.api.spi.Body;
import io.mobula.core.message.Urgency;
import io.mobula.core.task.RetryRule;
import io.mobula.core.task.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Options of a task as a user sets them. */
record TaskSettings(
        Optional<String> name,
        Resources resources,
        int maxRetries,
        Retry retry,
        Optional<Duration> timeout,
        Optional<Priority> priority,
        List<ObjectRef<?>> after) {
    static final TaskSettings DEFAULT = new TaskSettings(
            Optional.empty(), Resources.cpus(1), 3, Retry.none(), Optional.empty(), Optional.empty(), List.of());

    TaskOptions options(Shapes shapes, Priority inherited, Body body) {
        return new TaskOptions(
                name.orElseGet(() -> body.code().name()),
                shapes.of(resources),
                maxRetries,
                rule(retry),
                Urgency.valueOf(priority.orElse(inherited).name()));
    }

    private static RetryRule rule(Retry retry) {
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

    /** The fluent face; each method gives a new one. */
    record Builder(MobulaSession session, TaskSettings settings) implements TaskBuilder {
        private Builder with(TaskSettings next) {
            return new Builder(session, next);
        }

        private Builder with(Resources resources) {
            return with(new TaskSettings(
                    settings.name,
                    resources,
                    settings.maxRetries,
                    settings.retry,
                    settings.timeout,
                    settings.priority,
                    settings.after));
        }

        @Override
        public TaskBuilder name(String name) {
            return with(new TaskSettings(
                    Optional.of(name),
                    settings.resources,
                    settings.maxRetries,
                    settings.retry,
                    settings.timeout,
                    settings.priority,
                    settings.after));
        }

        @Override
        public TaskBuilder cpus(double count) {
            return with(settings.resources.and("cpu", count));
        }

        @Override
        public TaskBuilder gpus(double count) {
            return with(settings.resources.gpus(count));
        }

        @Override
        public TaskBuilder memory(Bytes size) {
            return with(settings.resources.memory(size));
        }

        @Override
        public TaskBuilder resources(Resources resources) {
            return with(resources);
        }

        @Override
        public TaskBuilder maxRetries(int count) {
            if (count < 0) throw new IllegalArgumentException("maxRetries cannot be negative: " + count);
            return with(new TaskSettings(
                    settings.name,
                    settings.resources,
                    count,
                    settings.retry,
                    settings.timeout,
                    settings.priority,
                    settings.after));
        }

        @Override
        public TaskBuilder retry(Retry policy) {
            return with(new TaskSettings(
                    settings.name,
                    settings.resources,
                    settings.maxRetries,
                    policy,
                    settings.timeout,
                    settings.priority,
                    settings.after));
        }

        @Override
        public TaskBuilder timeout(Duration limit) {
            if (!limit.isPositive()) throw new IllegalArgumentException("a timeout must be positive: " + limit);
            return with(new TaskSettings(
                    settings.name,
                    settings.resources,
                    settings.maxRetries,
                    settings.retry,
                    Optional.of(limit),
                    settings.priority,
                    settings.after));
        }

        @Override
        public TaskBuilder priority(Priority priority) {
            return with(new TaskSettings(
                    settings.name,
                    settings.resources,
                    settings.maxRetries,
                    settings.retry,
                    settings.timeout,
                    Optional.of(priority),
                    settings.after));
        }

        @Override
        public TaskBuilder after(ObjectRef<?>... refs) {
            var all = new ArrayList<ObjectRef<?>>(settings.after);
            all.addAll(List.of(refs));
            return with(new TaskSettings(
                    settings.name,
                    settings.resources,
                    settings.maxRetries,
                    settings.retry,
                    settings.timeout,
                    settings.priority,
                    List.copyOf(all)));
        }

        @Override
        public <R> ObjectRef<R> submit(Task<? extends R> body) {
            return session.submitWith(body, settings);
        }

        @Override
        public ObjectRef<Void> submit(Action body) {
            return session.submitWith(body, settings);
        }
    }
}
