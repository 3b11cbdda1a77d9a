package io.mobula.api.shapes;

import io.mobula.api.ActorContext;
import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.StreamBuffer;
import io.mobula.api.TaskContext;
import io.mobula.api.spi.MobulaProvider;
import io.mobula.api.spi.Outlet;

/** A runtime that answers nothing: found or not is all that counts. */
public final class StandInProvider implements MobulaProvider {
    @Override
    public Mobula connect(ConnectOptions options) {
        throw new IllegalStateException("connects to nothing");
    }

    @Override
    public Mobula current() {
        throw new IllegalStateException("no task runs here");
    }

    @Override
    public TaskContext context() {
        throw new IllegalStateException("no task runs here");
    }

    @Override
    public ActorContext actorContext() {
        throw new IllegalStateException("no actor runs here");
    }

    @Override
    public <T> Outlet<T> outlet(StreamBuffer buffer) {
        throw new IllegalStateException("no task runs here");
    }

    @Override
    public <T> ObjectRef<T> flatten(ObjectRef<? extends ObjectRef<? extends T>> ref) {
        throw new IllegalStateException("no task runs here");
    }
}
