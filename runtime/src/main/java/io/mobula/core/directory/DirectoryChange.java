package io.mobula.core.directory;

import java.util.List;

/**
 * What has changed in the directory since a listener was told last: the latest state of each actor and group concerned.
 *
 * @param since whoever knows all up to this version, or a later one, may take the change; 0 for everybody
 * @param version the listener now knows all up to this one
 */
public record DirectoryChange(long since, long version, List<ActorRecord> actors, List<GroupRecord> groups) {
    public DirectoryChange {
        actors = List.copyOf(actors);
        groups = List.copyOf(groups);
    }

    /** A change that everybody may take. */
    public DirectoryChange(long version, List<ActorRecord> actors, List<GroupRecord> groups) {
        this(0, version, actors, groups);
    }
}
