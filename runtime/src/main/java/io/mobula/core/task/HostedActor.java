package io.mobula.core.task;

import io.mobula.core.directory.ActorSpec;
import org.jspecify.annotations.Nullable;

/** One life of an actor at its host. Its final fields may be read by anybody; what changes is confined to {@link HostTasks}. */
public final class HostedActor {
    public final ActorSpec spec;
    public final int epoch;

    /** Where the shell keeps the object and what belongs to it. The core never looks at it. */
    public volatile @Nullable Object shell;

    HostedActor(ActorSpec spec, int epoch) {
        this.spec = spec;
        this.epoch = epoch;
    }

    @Override
    public String toString() {
        return spec.id() + " in life " + epoch;
    }
}
