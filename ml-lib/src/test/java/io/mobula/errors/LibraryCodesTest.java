package io.mobula.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.serve.ServeException;
import io.mobula.train.TrainException;
import io.mobula.train.checkpoint.CheckpointException;
import io.mobula.train.collective.CollectiveException;
import io.mobula.tune.SweepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The second table of {@code docs/errors.md} against the exceptions of this module. */
class LibraryCodesTest {
    private static final Pattern ROW = Pattern.compile("\\| `([A-Z_]+)` \\| `([A-Za-z]+)` \\| (.+?) \\| (.+?) \\|");

    private record Row(String code, String exception) {}

    @Test
    void docsListEveryCodeOfTheLibrariesInTheirOrder() throws IOException {
        List<Row> documented = Files.readAllLines(docs()).stream()
                .dropWhile(line -> !line.equals("## The libraries"))
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> new Row(row.group(1), row.group(2)))
                .toList();

        List<Row> known = new ArrayList<>();
        add(known, "", SweepException.Code.values(), SweepException.class);
        known.add(new Row(TrainException.CODE, TrainException.class.getSimpleName()));
        add(known, "CHECKPOINT_", CheckpointException.Reason.values(), CheckpointException.class);
        add(known, "COLLECTIVE_", CollectiveException.Reason.values(), CollectiveException.class);
        add(known, "", ServeException.Code.values(), ServeException.class);
        assertEquals(known, documented);
    }

    private static void add(List<Row> rows, String prefix, Enum<?>[] codes, Class<? extends Exception> exception) {
        for (Enum<?> code : codes) rows.add(new Row(prefix + code.name(), exception.getSimpleName()));
    }

    /** Tests run in the module's folder or in the project's. */
    private static Path docs() {
        Path beside = Path.of("docs/errors.md");
        return Files.exists(beside) ? beside : Path.of("../docs/errors.md");
    }
}
