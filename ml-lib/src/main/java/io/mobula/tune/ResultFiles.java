package io.mobula.tune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/** Results as files for other programs. */
final class ResultFiles {
    private ResultFiles() {}

    static <C, M> void csv(List<Result<C, M>> results, Path file) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        for (Result<C, M> result : results) rows.add(row(result));
        // Configurations first: they have every column of the space, once all variants have been seen.
        for (String part : List.of("", "config.", "metrics.")) {
            for (Map<String, Object> row : rows) {
                row.keySet().stream().filter(name -> part(name).equals(part)).forEach(columns::add);
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(columns.stream().map(ResultFiles::quoted).collect(Collectors.joining(",")));
        for (Map<String, Object> row : rows) {
            lines.add(columns.stream()
                    .map(name -> quoted(String.valueOf(row.getOrDefault(name, ""))))
                    .collect(Collectors.joining(",")));
        }
        Files.writeString(file, String.join("\r\n", lines) + "\r\n");
    }

    private static String part(String column) {
        for (String part : List.of("config.", "metrics.")) if (column.startsWith(part)) return part;
        return "";
    }

    private static <C, M> Map<String, Object> row(Result<C, M> result) {
        Map<String, Object> row = facts(result);
        Flat.of(result.config()).forEach((name, value) -> row.put("config." + name, value));
        if (!result.reports().isEmpty()) {
            Flat.of(result.last()).forEach((name, value) -> row.put("metrics." + name, value));
        }
        return row;
    }

    private static <C, M> Map<String, Object> facts(Result<C, M> result) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("trial", result.id());
        facts.put("status", result.status().name());
        facts.put("iterations", result.reports().size());
        result.value().ifPresent(value -> facts.put("value", value));
        facts.put("attempts", result.attempts());
        facts.put("seconds", result.computed().toNanos() / 1e9);
        facts.put("cause", result.cause());
        return facts;
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    static <C, M> void json(String sweep, Objective.Direction direction, List<Result<C, M>> results, Path file)
            throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("sweep", sweep);
        document.put("direction", direction.name());
        Results.find(results, direction).ifPresent(best -> document.put("best", best.id()));
        document.put("trials", results.stream().map(ResultFiles::tree).toList());
        try {
            Files.writeString(
                    file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
        } catch (JacksonException e) {
            throw new IOException("The results of sweep " + sweep + " could not be written as JSON: " + e, e);
        }
    }

    private static <C, M> Map<String, Object> tree(Result<C, M> result) {
        Map<String, Object> tree = facts(result);
        tree.put("config", plain(Flat.of(result.config())));
        tree.put(
                "reports",
                result.reports().stream()
                        .map(metrics -> plain(Flat.of(metrics)))
                        .toList());
        return tree;
    }

    /** What JSON has a form for; everything else as text, so that no class of the user's is walked. */
    private static Map<String, Object> plain(Map<String, Object> values) {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            boolean known = value instanceof Number || value instanceof Boolean;
            plain.put(name, known ? value : String.valueOf(value));
        });
        return plain;
    }
}
