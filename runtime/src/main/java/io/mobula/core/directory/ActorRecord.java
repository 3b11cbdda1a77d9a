package io.mobula.core.directory;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Opaque;

/**
 * What everybody is told of an actor. Its latest state stands for all before it.
 *
 * @param version of the directory when this was written
 * @param epoch the life it is in: 1 for the first; calls are bound to it (CALL-1)
 */
public record ActorRecord(ActorSpec spec, long version, int epoch, State state) {
    public sealed interface State {}

    /** No node has been chosen for this epoch: none has room, or none is there. */
    public record Waiting(String why) implements State {}

    /** {@code at} is to host it. Calls may be sent there already. */
    public record Placed(ProcessId at) implements State {}

    /** Its object has been made. */
    public record Alive(ProcessId at) implements State {}

    /** For good. The cause stands for people; {@code failure} is the shell's encoding of the factory's exception, empty if there is none. */
    public record Dead(ActorEnd cause, String detail, Opaque failure) implements State {}

    public ActorId id() {
        return spec.id();
    }

    public boolean isDead() {
        return state instanceof Dead;
    }
}
