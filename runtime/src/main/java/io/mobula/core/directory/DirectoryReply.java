package io.mobula.core.directory;

import io.mobula.core.id.ActorId;
import io.mobula.core.message.Opaque;

/** How the directory answers a {@link DirectoryRequest}. */
public sealed interface DirectoryReply {
    record Done() implements DirectoryReply {}

    /** To {@code CreateActor}, if it is new, to {@code FindActor} and {@code LookUpActor}. */
    record Found(ActorRecord actor) implements DirectoryReply {}

    /** To {@code CreateActor}: the name is this actor's, which lives. */
    record NameTaken(ActorRecord by) implements DirectoryReply {}

    record NoSuchActor() implements DirectoryReply {}

    /** To {@code FetchCreation}. {@code snapshotNumber} is 0 if there is no snapshot. */
    record Creation(ActorId actor, Opaque creation, long snapshotNumber, Opaque snapshot) implements DirectoryReply {}

    /** The life that was asked about is over. */
    record Outdated() implements DirectoryReply {}

    /** To {@code CreateGroup}. */
    record FoundGroup(GroupRecord group) implements DirectoryReply {}

    /** The request cannot be met, whatever happens; the text stands for people. */
    record Refused(String why) implements DirectoryReply {}
}
