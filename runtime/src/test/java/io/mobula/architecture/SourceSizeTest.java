package io.mobula.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Small files, each with one idea. */
class SourceSizeTest {
    private static final int MAX_LINES = 540;
    /** A harness is one story too. */
    private static final int MAX_TEST_LINES = 650;

    private static final int MAX_MEDIAN_LINES = 120;
    private static final int MIN_FILES = 60;

    private record Source(Path file, int lines) {}

    @Test
    void noFileIsLong() throws IOException {
        List<String> tooLong = sources().stream()
                .filter(source -> source.lines() > most(source))
                .map(source -> source.file() + ": " + source.lines() + " lines, at most " + most(source))
                .toList();
        assertEquals(List.of(), tooLong, "Divide them by idea");
    }

    private static int most(Source source) {
        return source.file().toString().contains("src/test") ? MAX_TEST_LINES : MAX_LINES;
    }

    @Test
    void theMedianFileIsShort() throws IOException {
        List<Integer> sizes = sources().stream().map(Source::lines).sorted().toList();
        assertTrue(sizes.size() >= MIN_FILES, "Only " + sizes.size() + " files were found");
        int median = sizes.get(sizes.size() / 2);
        assertTrue(median <= MAX_MEDIAN_LINES, "The median file has " + median + " lines");
    }

    private static List<Source> sources() throws IOException {
        Path root = Path.of("..").toRealPath();
        try (Stream<Path> modules = Files.list(root)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(SourceSizeTest::javaFiles)
                    .map(file -> new Source(root.relativize(file), lines(file)))
                    .sorted((a, b) -> Integer.compare(b.lines(), a.lines()))
                    .toList();
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
