package io.mobula.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.serve.Deployment;
import io.mobula.serve.http.HttpLimits;
import io.mobula.train.Trainer;
import io.mobula.train.checkpoint.Checkpoints;
import io.mobula.tune.Tuner;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of options in the pages of the libraries have every option there is, and no other. */
class OptionTablesTest {
    private static final Pattern ROW = Pattern.compile("\\| `([a-zA-Z]+)(\\(.*)?` \\|.*");

    /** A table: the page, its heading, and what it lists the options of. */
    record Table(String page, String heading, Class<?> of) {}

    static Stream<Table> tables() {
        return Stream.of(
                new Table("tune.md", "## Options of `Tuner`", Tuner.class),
                new Table("train.md", "## Options of `Trainer`", Trainer.class),
                new Table("train.md", "## Options of `Checkpoints`", Checkpoints.class),
                new Table("serve.md", "## Options of a deployment", Deployment.class),
                new Table("serve.md", "## Limits of the listener", HttpLimits.class));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyOptionHasItsRow(Table table) throws IOException {
        assertEquals(options(table.of()), rows(table));
    }

    private static Set<String> rows(Table table) throws IOException {
        return Files.readAllLines(docs().resolve(table.page())).stream()
                .dropWhile(line -> !line.equals(table.heading()))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Methods that answer another value of the same kind; of a record its components. */
    private static Set<String> options(Class<?> type) {
        if (type.isRecord())
            return Arrays.stream(type.getRecordComponents())
                    .map(component -> component.getName())
                    .collect(Collectors.toCollection(TreeSet::new));
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() == type && method.getReturnType() == type)
                .filter(method -> !Modifier.isStatic(method.getModifiers())
                        || method.getName().equals("workers"))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Tests run in the module's folder or in the project's. */
    private static Path docs() {
        Path beside = Path.of("docs");
        return Files.exists(beside.resolve("serve.md")) ? beside : Path.of("../docs");
    }
}
