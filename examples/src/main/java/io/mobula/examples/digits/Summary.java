package io.mobula.examples.digits;

import io.mobula.examples.digits.ServeStage.Served;
import io.mobula.examples.digits.TrainStage.Trained;
import io.mobula.examples.digits.TuneStage.Tuned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What came out of all stages. */
record Summary(long seed, String on, Tuned tune, Trained train, Served serve, double seconds) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    /** Whether every request was answered. */
    boolean isGood() {
        return serve.load().failed() == 0;
    }

    String json() {
        return JSON.writeValueAsString(this) + "\n";
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Config best = tune.config();
        Load.Figures load = serve.load();
        line(
                lines,
                "trials",
                Text.format("%d run, %d of them stopped early", tune.trials().size(), tune.stopped()));
        line(
                lines,
                "best",
                Text.format(
                        "%s: rate %.4f, width %d, batch %d, momentum %.3f",
                        tune.best(), best.rate(), best.width(), best.batch(), best.momentum()));
        line(lines, "accuracy", Text.format("%.4f on held-out images, through HTTP", load.accuracy()));
        line(
                lines,
                "requests",
                Text.format(
                        "%,d, %d failed; %,.0f/s, p50 %.1f ms, p99 %.1f ms",
                        load.requests(), load.failed(), load.perSecond(), load.p50Millis(), load.p99Millis()));
        killed(lines, "tune", tune.killed(), "went on: " + list(tune.resumed()));
        killed(lines, "train", train.killed(), "went on " + list(train.resumed()));
        killed(
                lines,
                "serve",
                serve.killed(),
                Text.format("%d requests sent again; new: %s", load.retried(), list(serve.replaced())));
        line(
                lines,
                "seconds",
                Text.format(
                        "tune %.1f, train %.1f, serve %.1f, in all %.1f",
                        tune.seconds(), train.seconds(), serve.seconds(), seconds));
        return lines;
    }

    private static void killed(List<String> lines, String stage, Optional<Kill> kill, String story) {
        kill.ifPresent(k -> line(lines, "killed", Text.format("%s: %s; %s", stage, k, story)));
    }

    private static String list(List<String> items) {
        return items.isEmpty() ? "none" : String.join(", ", items);
    }

    private static void line(List<String> lines, String name, String value) {
        lines.add(Text.format("%-9s %s", name, value));
    }
}
