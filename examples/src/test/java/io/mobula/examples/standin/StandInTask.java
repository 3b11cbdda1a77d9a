package io.mobula.examples.standin;

import io.mobula.api.Action;
import io.mobula.api.ObjectRef;
import io.mobula.api.Priority;
import io.mobula.api.Retry;
import io.mobula.api.Task;
import io.mobula.api.TaskBuilder;
import io.mobula.api.resource.Bytes;
import io.mobula.api.resource.Resources;
import java.time.Duration;

/** Keeps the name; the other options mean nothing where nothing is lost or scarce. */
record StandInTask(StandInSession session, String taskName) implements TaskBuilder {
    @Override
    public TaskBuilder name(String name) {
        return new StandInTask(session, name);
    }

    @Override
    public <R> ObjectRef<R> submit(Task<? extends R> body) {
        return session.start(taskName, body);
    }

    @Override
    public ObjectRef<Void> submit(Action body) {
        return session.start(taskName, body);
    }

    @Override
    public TaskBuilder cpus(double count) {
        return this;
    }

    @Override
    public TaskBuilder gpus(double count) {
        return this;
    }

    @Override
    public TaskBuilder memory(Bytes size) {
        return this;
    }

    @Override
    public TaskBuilder resources(Resources resources) {
        return this;
    }

    @Override
    public TaskBuilder maxRetries(int count) {
        return this;
    }

    @Override
    public TaskBuilder retry(Retry policy) {
        return this;
    }

    @Override
    public TaskBuilder timeout(Duration limit) {
        return this;
    }

    @Override
    public TaskBuilder priority(Priority priority) {
        return this;
    }

    @Override
    public TaskBuilder after(ObjectRef<?>... refs) {
        throw new UnsupportedOperationException("no example orders tasks without data");
    }
}
