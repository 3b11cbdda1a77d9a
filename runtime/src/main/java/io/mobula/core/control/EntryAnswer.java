package io.mobula.core.control;

import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.id.ProcessId;
import java.util.List;
import java.util.Optional;

/**
 * What comes back with the commit of an entry.
 *
 * @param process who the entry's request is about: the node that joined, the driver that started; none for other entries
 * @param replies one for each step of the directory that asks, in order
 */
public record EntryAnswer(Optional<ProcessId> process, List<DirectoryReply> replies) {
    public static final EntryAnswer NONE = new EntryAnswer(Optional.empty(), List.of());

    public EntryAnswer {
        replies = List.copyOf(replies);
    }

    static EntryAnswer of(ProcessId process) {
        return new EntryAnswer(Optional.of(process), List.of());
    }
}
