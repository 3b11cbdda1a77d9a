package io.mobula.code;

import java.util.Optional;

/** Where blobs are to be had. */
@FunctionalInterface
public interface BlobSource {
    Optional<Blob> find(String sha256);
}
