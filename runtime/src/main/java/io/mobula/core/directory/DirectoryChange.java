package io.mobula.core.directory;

import java.util.List;

/**
 * What has changed in the directory since a listener was told last: the latest state of each actor and group concerned.
 *
 * @param version the listener now knows all up to this one
 */
public record DirectoryChange(long version, List<ActorRecord> actors, List<GroupRecord> groups) {
    public DirectoryChange {
        actors = List.copyOf(actors);
        groups = List.copyOf(groups);
    }
}
