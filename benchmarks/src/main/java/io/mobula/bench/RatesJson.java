package io.mobula.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The rates for programs: every sample, in the order of the trials, and what was made of them. */
final class RatesJson {
    private record Row(
            String rate, Unit unit, Verdict.Outcome outcome, List<Double> ratios, double target, String floor) {}

    private record Document(int processors, Map<String, List<Double>> samples, List<Row> rates) {}

    private RatesJson() {}

    static void write(Path file, Samples samples, List<Verdict> verdicts) throws IOException {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        for (Measure measure : Measure.values()) all.put(measure.name(), samples.of(measure));
        List<Row> rows = verdicts.stream().map(verdict -> row(verdict, samples)).toList();
        var document = new Document(Runtime.getRuntime().availableProcessors(), all, rows);
        Files.writeString(
                file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
    }

    private static Row row(Verdict verdict, Samples samples) {
        Floor floor = verdict.floor();
        return new Row(
                floor.rate().name(),
                floor.rate().unit(),
                verdict.outcome(),
                floor.relatives().stream()
                        .findFirst()
                        .map(to -> samples.ratios(floor.rate(), to.limit()))
                        .orElse(List.of()),
                floor.target(),
                floor.text());
    }
}
