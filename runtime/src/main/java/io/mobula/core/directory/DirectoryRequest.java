package io.mobula.core.directory;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Opaque;

/** What a process asks of the directory. Every request may be repeated: a second time changes nothing, and is answered as the first. */
public sealed interface DirectoryRequest {
    /** @param creation how the object is made: the shell's encoding of the factory */
    record CreateActor(ActorSpec spec, Opaque creation) implements DirectoryRequest {}

    /** The living actor of this name. */
    record FindActor(String namespace, String name) implements DirectoryRequest {}

    record LookUpActor(ActorId actor) implements DirectoryRequest {}

    /** What a host needs to make the object: the factory, and the last snapshot. */
    record FetchCreation(ActorId actor, int epoch) implements DirectoryRequest {}

    /** No restart follows. */
    record EndActor(ActorId actor, ActorEnd cause, String detail) implements DirectoryRequest {}

    /** By its host: the object has been made. */
    record ActorStarted(ActorId actor, int epoch) implements DirectoryRequest {}

    /** By its host: this life has ended. */
    record ActorEnded(ActorId actor, int epoch, ActorEnd cause, String detail, Opaque failure)
            implements DirectoryRequest {}

    /** By its host: a newer state to be restored from, with the answers its callers have not acknowledged (CALL-7). */
    record SaveSnapshot(ActorId actor, int epoch, long number, Opaque state) implements DirectoryRequest {}

    record CreateGroup(GroupSpec spec) implements DirectoryRequest {}

    /** By its node: the bundle's resources have been taken out of the node's own. */
    record BundleReserved(BundleId bundle, int epoch) implements DirectoryRequest {}

    record RemoveGroup(GroupId group, String why) implements DirectoryRequest {}
}
