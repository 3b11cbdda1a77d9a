package io.mobula.code;

import java.io.IOException;
import java.io.OutputStream;

/** Brings a blob from another process. Blocks; what it wrote before it failed is thrown away. */
@FunctionalInterface
public interface BlobFetcher {
    void fetch(Manifest.Entry blob, OutputStream into) throws IOException;
}
