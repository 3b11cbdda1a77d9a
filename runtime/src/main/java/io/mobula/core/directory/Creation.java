package io.mobula.core.directory;

import io.mobula.core.message.Opaque;

/**
 * How a living actor's object is made.
 *
 * @param factory the shell's encoding of it
 * @param snapshotNumber of the last snapshot; 0 before the first
 * @param queued its place among those that wait for a node; counts as long as it waits
 */
public record Creation(Opaque factory, long snapshotNumber, Opaque snapshot, long queued) {
    Creation saved(long number, Opaque state) {
        return new Creation(factory, number, state, queued);
    }

    Creation queuedAt(long place) {
        return new Creation(factory, snapshotNumber, snapshot, place);
    }
}
