package io.mobula.store;

import io.mobula.code.BlobSource;
import io.mobula.code.CodeStore;
import java.util.Optional;

/**
 * What this process has for its peers.
 *
 * @param code where offered blobs go; a process without one refuses them
 */
public record BulkHost(ObjectStore objects, BlobSource blobs, Optional<CodeStore> code) {}
