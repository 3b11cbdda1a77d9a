package io.mobula.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The keys that exist: those of {@code reference.conf}. An object that is empty there takes names of the user's choice. */
final class Keys {
    static final String ROOT = "mobula";

    private final SortedSet<String> settings = new TreeSet<>();
    private final SortedSet<String> openSections = new TreeSet<>();

    Keys(Config reference) {
        leaves(reference.root(), "", (key, value) -> {
            boolean open = value.valueType() == ConfigValueType.OBJECT;
            (open ? openSections : settings).add(key);
        });
    }

    /** Calls back for every value that is no object, and for every empty object. */
    static void leaves(ConfigObject object, String prefix, BiConsumer<String, ConfigValue> visitor) {
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(object).entrySet()) {
            String key = prefix + ConfigUtil.joinPath(entry.getKey());
            if (entry.getValue() instanceof ConfigObject inner && !inner.isEmpty()) {
                leaves(inner, key + ".", visitor);
            } else {
                visitor.accept(key, entry.getValue());
            }
        }
    }

    boolean exists(String key) {
        return settings.contains(key)
                || openSections.contains(key)
                || openSections.stream().anyMatch(section -> key.startsWith(section + "."))
                || isSection(key);
    }

    /** The key most like this one, when one is near enough to be meant. */
    Optional<String> nearest(String key) {
        return Nearest.of(key, List.copyOf(settings));
    }

    /** {@code node.unix-socket} is set by {@code MOBULA_NODE_UNIX_SOCKET}. */
    Map<String, String> byVariable() {
        Map<String, String> found = new TreeMap<>();
        for (String key : settings) found.put(variable(key), key);
        return found;
    }

    static String variable(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private boolean isSection(String key) {
        String prefix = key + ".";
        return settings.stream().anyMatch(setting -> setting.startsWith(prefix));
    }
}
