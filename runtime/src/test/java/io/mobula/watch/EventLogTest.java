package io.mobula.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
    @TempDir
    private Path folder;

    private static List<String> texts(EventLog log, long after) {
        return log.after(after, 0, 100).stream().map(NodeEvent::text).toList();
    }

    @Test
    void eventsAreNumberedAndKeptOverARestart() throws IOException {
        try (EventLog log = EventLog.open(folder, "left")) {
            log.add(Severity.INFO, "a", "one");
            log.add(Severity.ERROR, "b", "two");
            assertEquals(List.of("two"), texts(log, 1));
        }
        try (EventLog log = EventLog.open(folder, "left")) {
            log.add(Severity.WARNING, "c", "three");
            assertEquals(List.of("one", "two", "three"), texts(log, 0));
            assertEquals(3, log.last());
            assertEquals(Severity.ERROR, log.after(1, 0, 1 << 10).getFirst().severity());
        }
    }

    @Test
    void ofTooManyTheLatestStay() throws IOException {
        try (EventLog log = EventLog.open(folder, "left")) {
            for (int i = 0; i < EventLog.KEPT + 10; i++) log.add(Severity.INFO, "a", "event " + i);
            assertEquals(EventLog.KEPT, log.after(0, 0, 10_000).size());
            assertEquals(
                    List.of("event 2008", "event 2009"),
                    log.after(0, 0, 2).stream().map(NodeEvent::text).toList());
        }
    }

    @Test
    void anEventOfTheClusterIsTakenOnceAlsoAfterARestart() throws IOException {
        try (EventLog log = EventLog.open(folder, "left")) {
            log.add(Severity.INFO, "a", "joined", "joined node-2.1");
            log.add(Severity.INFO, "a", "joined", "joined node-2.1");
        }
        try (EventLog log = EventLog.open(folder, "left")) {
            log.add(Severity.INFO, "a", "joined", "joined node-2.1");
            assertEquals(List.of("joined"), texts(log, 0));
        }
    }

    @Test
    void whatHappensOftenIsToldSeldom() throws IOException {
        try (EventLog log = EventLog.open(folder, "left")) {
            for (int i = 0; i < 100; i++) log.addSeldom(Severity.ERROR, "store", "full");
            log.addSeldom(Severity.ERROR, "other", "full");
            assertEquals(List.of("full", "full"), texts(log, 0));
        }
    }

    @Test
    void aLineThatACrashCutIsLeftOut() throws IOException {
        try (EventLog log = EventLog.open(folder, "left")) {
            log.add(Severity.INFO, "a", "one");
        }
        try (Stream<Path> files = Files.list(folder)) {
            Files.writeString(files.findFirst().orElseThrow(), "2\t17000", StandardOpenOption.APPEND);
        }
        try (EventLog log = EventLog.open(folder, "left")) {
            log.add(Severity.INFO, "a", "two");
        }
        try (EventLog log = EventLog.open(folder, "left")) {
            assertEquals(List.of("one", "two"), texts(log, 0));
        }
    }

    @Test
    void everyPartOfAnEventIsReadAsItWasWritten() {
        var event = new NodeEvent(7, 1_000, Severity.WARNING, "left", "a\\b", "two\nlines\tand \\n more\r", "key");
        assertEquals(Optional.of(event), EventLine.read(EventLine.write(event)));
        assertEquals(Optional.empty(), EventLine.read("1\t2\tLOUD\ta\tb\tc\td"));
        assertEquals(Optional.empty(), EventLine.read(""));
    }
}
