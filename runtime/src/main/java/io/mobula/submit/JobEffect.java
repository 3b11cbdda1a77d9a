package io.mobula.submit;

import io.mobula.submit.JobState.Driver;

/** An order to whoever keeps the processes. */
sealed interface JobEffect {
    /** SIGTERM: shutdown hooks run. {@link JobEvent.GraceOver} follows after {@link JobLife#STOP_GRACE}. */
    record AskToEnd(Driver driver) implements JobEffect {}

    /** SIGKILL, to it and to what it started. */
    record Kill(Driver driver) implements JobEffect {}
}
