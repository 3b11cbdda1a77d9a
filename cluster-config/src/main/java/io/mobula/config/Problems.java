package io.mobula.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong, so that one start shows all of it. Confined to the loading thread. */
final class Problems {
    private final List<ConfigProblem> found = new ArrayList<>();

    void add(String where, String key, String what) {
        found.add(new ConfigProblem(where, key, what));
    }

    void add(ConfigValue value, String key, String what) {
        add(Origins.where(value.origin()), key, what);
    }

    void add(String where, String what, ConfigException cause) {
        add(where, what + ":", Origins.bare(cause) + ".");
    }

    void throwIfAny() {
        if (!found.isEmpty()) throw new ConfigInvalidException(found);
    }
}
