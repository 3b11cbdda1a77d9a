package io.mobula.code;

import io.mobula.api.error.ErrorCode;
import java.util.List;
import java.util.stream.Collectors;

/** Words for classes that cannot be loaded. */
final class LoadFailures {
    /** Entries named in a message. */
    private static final int NAMED = 8;

    private LoadFailures() {}

    static String listed(List<String> names) {
        String named = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        int more = names.size() - NAMED;
        if (names.isEmpty()) return "the driver shipped nothing";
        return "the driver shipped " + named + (more > 0 ? " and " + more + " more" : "");
    }

    static ClassNotFoundException notShipped(String job, String name, String shipped) {
        return new ClassNotFoundException(
                "Class %s is not in the code of job %s: %s. Put its jar or folder on the driver's class path. [%s]"
                        .formatted(name, job, shipped, ErrorCode.CLASS_NOT_SHIPPED));
    }

    static ClassNotFoundException unreadable(String job, String name, Exception cause) {
        return new ClassNotFoundException(
                "Class %s of job %s cannot be read: %s. If the job has ended, stop its threads with it. [%s]"
                        .formatted(name, job, cause.getMessage(), ErrorCode.CLASS_NOT_SHIPPED),
                cause);
    }

    static UnsupportedClassVersionError tooNew(String job, ClassVersion version, UnsupportedClassVersionError cause) {
        var error =
                new UnsupportedClassVersionError("Class %s of job %s cannot run here: this node runs Java %d. %s [%s]"
                        .formatted(
                                version, job, Runtime.version().feature(), remedy(version), ErrorCode.CLASS_TOO_NEW));
        error.initCause(cause);
        return error;
    }

    private static String remedy(ClassVersion version) {
        return version.runsOn(ClassVersion.highestOfThisJvm())
                ? "Compile it without preview features or start the nodes with --enable-preview."
                : "Compile with --release %d or run the nodes on a newer Java."
                        .formatted(Runtime.version().feature());
    }
}
