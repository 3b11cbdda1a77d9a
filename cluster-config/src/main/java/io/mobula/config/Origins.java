package io.mobula.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import java.nio.file.Path;
import java.util.Optional;

/** Where a value was written, in the words of a person. */
final class Origins {
    private Origins() {}

    static ConfigOrigin named(String description) {
        return ConfigOriginFactory.newSimple(description);
    }

    static String where(ConfigOrigin origin) {
        String place = Optional.ofNullable(origin.filename()).orElse(origin.description());
        return origin.filename() != null && origin.lineNumber() > 0 ? place + ":" + origin.lineNumber() : place;
    }

    /** The folder of the file that states a value; empty for what is no file. */
    static Optional<Path> folder(ConfigOrigin origin) {
        return Optional.ofNullable(origin.filename()).map(Path::of).map(Path::getParent);
    }

    /** The parser's message without the place in front of it, which we print ourselves. */
    static String bare(ConfigException problem) {
        String message = String.valueOf(problem.getMessage());
        ConfigOrigin origin = problem.origin();
        String prefix = origin == null ? "" : origin.description() + ": ";
        return (message.startsWith(prefix) ? message.substring(prefix.length()) : message).strip();
    }
}
