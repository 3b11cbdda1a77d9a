package io.mobula.store;

import io.mobula.core.id.CopyKey;

/** What the two ends of a bulk connection tell each other. */
sealed interface BulkFrame {
    /** The asker's number; each end counts its own. */
    int id();

    sealed interface Request extends BulkFrame {}

    sealed interface Answer extends BulkFrame {}

    record ReadObject(int id, CopyKey key, long offset, int length) implements Request {}

    record ReadBlob(int id, String sha256, long offset, int length) implements Request {}

    /** Answered by Done when the blob is stored at the other end, which reads it over this connection unless it has it. */
    record OfferBlob(int id, String sha256, long sizeBytes) implements Request {}

    /** {@code length} bytes follow. */
    record Data(int id, int length) implements Answer {}

    record NotFound(int id, String what) implements Answer {}

    record Done(int id) implements Answer {}

    record Failed(int id, String why) implements Answer {}
}
