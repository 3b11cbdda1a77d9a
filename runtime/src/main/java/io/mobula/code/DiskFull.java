package io.mobula.code;

import io.mobula.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a full disk from other failures of writing. */
final class DiskFull {
    /** Free bytes below which a failed write is put down to the disk; messages of the system are translated and cannot be relied on. */
    static final long NEARLY_FULL_BYTES = 1 << 20;

    private DiskFull() {}

    static IOException orSame(IOException failure, Path folder, String sha256) throws IOException {
        return isCause(failure, Files.getFileStore(folder).getUsableSpace()) ? full(failure, folder, sha256) : failure;
    }

    static boolean isCause(IOException failure, long usableBytes) {
        if (failure instanceof CodeException) return false;
        String message = failure.getMessage();
        return usableBytes < NEARLY_FULL_BYTES || (message != null && message.contains("No space left"));
    }

    private static CodeException full(IOException failure, Path folder, String sha256) {
        return new CodeException(
                ErrorCode.CODE_STORE_FULL,
                "Code blob %s cannot be stored: the disk under %s is full (%s). Free space there or move the data folder."
                        .formatted(sha256.substring(0, 8), folder, failure.getMessage()),
                failure);
    }
}
