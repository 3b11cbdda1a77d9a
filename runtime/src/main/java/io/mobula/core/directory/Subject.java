package io.mobula.core.directory;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.GroupId;

/** What an entry of the directory is about. */
public sealed interface Subject {
    record OfActor(ActorId id) implements Subject {}

    record OfGroup(GroupId id) implements Subject {}
}
