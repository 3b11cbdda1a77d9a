package io.mobula.examples.pages;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code in the pages of the libraries is that of the examples, which compiles and runs. */
class PagesTest {
    @ParameterizedTest
    @CsvSource({"tune.md, sweep", "train.md, training", "serve.md, serving"})
    void theCodeOfAPageStandsInItsExample(String page, String example) throws IOException {
        Path root = root();
        String source = plain(Files.readAllLines(
                root.resolve("examples/src/main/java/io/mobula/examples/" + example + "/Main.java")));
        List<String> blocks = blocks(Files.readAllLines(root.resolve("docs").resolve(page)));
        assertFalse(blocks.isEmpty());
        for (String block : blocks)
            assertTrue(source.contains(block), () -> page + " has other code than " + example + ":\n" + block);
    }

    private static List<String> blocks(List<String> lines) {
        var blocks = new ArrayList<String>();
        var inside = new ArrayList<String>();
        boolean open = false;
        for (String line : lines) {
            if (open && line.equals("```")) {
                blocks.add(plain(inside));
                inside.clear();
                open = false;
            } else if (open) {
                inside.add(line);
            } else {
                open = line.equals("```java");
            }
        }
        return blocks;
    }

    /** Without what depends on how deep it stands. */
    private static String plain(List<String> lines) {
        return lines.stream().map(String::strip).collect(Collectors.joining("\n"));
    }

    /** Tests run in the module's folder or in the project's. */
    private static Path root() {
        return Files.exists(Path.of("docs/tune.md")) ? Path.of("") : Path.of("..");
    }
}
