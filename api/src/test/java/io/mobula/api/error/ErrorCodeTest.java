package io.mobula.api.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
    private static final Pattern ROW = Pattern.compile("\\| `([A-Z_]+)` \\| `([A-Za-z]+)` \\| (.+?) \\| (.+?) \\|");

    /** From here on the codes of ml-lib, whose own test compares them. */
    private static final String LIBRARIES = "## The libraries";

    /** One row of the table: a code, its exception, what happened, what to do. */
    private record Row(String code, String exception) {}

    @Test
    void docsListEveryCodeWithItsExceptionInTheOrderOfTheEnum() throws IOException {
        List<Row> documented = Files.readAllLines(docs()).stream()
                .takeWhile(line -> !line.equals(LIBRARIES))
                .map(ROW::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> new Row(matcher.group(1), matcher.group(2)))
                .toList();
        List<Row> known = Arrays.stream(ErrorCode.values())
                .map(code -> new Row(code.name(), code.type().getSimpleName()))
                .toList();

        assertEquals(known, documented);
    }

    @Test
    void everyExceptionCarriesACode() {
        Set<Class<?>> carrying = new HashSet<>();
        for (ErrorCode code : ErrorCode.values()) carrying.add(code.type());

        for (Class<?> type : concrete(MobulaException.class)) {
            assertTrue(carrying.contains(type), type + " carries no code");
        }
        for (ErrorCode code : ErrorCode.values()) {
            assertFalse(Modifier.isAbstract(code.type().getModifiers()), code + " belongs to an abstract class");
        }
    }

    private static List<Class<?>> concrete(Class<?> root) {
        return Arrays.stream(root.getPermittedSubclasses())
                .flatMap(type -> type.isSealed() ? concrete(type).stream() : List.<Class<?>>of(type).stream())
                .toList();
    }

    /** Tests run in the module's folder or in the project's. */
    private static Path docs() {
        Path beside = Path.of("docs/errors.md");
        return Files.exists(beside) ? beside : Path.of("../docs/errors.md");
    }
}
