package io.mobula.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for people names exactly the settings that exist, with their defaults. */
class ConfigurationPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z][a-z.-]*)` \\| `([^`]*)` \\|");

    @Test
    void thePageAndTheReferenceNameTheSameSettingsWithTheSameDefaults() throws IOException {
        var page = new TreeMap<String, String>();
        ROW.matcher(Files.readString(Path.of("..", "docs", "configuration.md")))
                .results()
                .forEach(row -> page.put(row.group(1), row.group(2)));

        var reference = new TreeMap<String, String>();
        var config = ConfigFactory.parseURL(ConfigurationPageTest.class.getResource("reference.conf"));
        Keys.leaves(
                config.getConfig("mobula").root(), "", (key, value) -> reference.put(key, shown(value.unwrapped())));

        assertEquals(reference, page);
    }

    @Test
    void everySettingIsExplainedInTheReference() throws IOException {
        List<String> lines;
        try (var in = ConfigurationPageTest.class.getResourceAsStream("reference.conf")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .toList();
        }
        Set<String> unexplained = new TreeSet<>();
        int settings = 0;
        for (int i = 1; i < lines.size(); i++) {
            boolean setting = lines.get(i).matches("[a-z-]+ (= .*|\\{})");
            if (!setting) continue;
            settings++;
            if (!lines.get(i - 1).startsWith("#")) unexplained.add(lines.get(i));
        }
        assertEquals(Set.of(), unexplained);
        assertTrue(settings >= 25, "only " + settings + " settings were recognised");
    }

    private static String shown(Object value) {
        return value instanceof Map<?, ?> map && map.isEmpty() ? "{}" : String.valueOf(value);
    }
}
