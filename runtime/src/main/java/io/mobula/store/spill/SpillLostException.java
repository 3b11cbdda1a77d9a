package io.mobula.store.spill;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What was written cannot be read back as it was; the message names the file. It never will: the copy is lost. */
public final class SpillLostException extends IOException {
    private static final long serialVersionUID = 1L;

    SpillLostException(Path file, String what, @Nullable Throwable cause) {
        super("its spilled file " + file + " " + what, cause);
    }
}
