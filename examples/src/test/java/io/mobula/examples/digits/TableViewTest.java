package io.mobula.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.examples.digits.Row.State;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableViewTest {
    @Test
    void dropsEndedRowsFirstWhenTheWindowIsLow() {
        List<Row> rows = IntStream.range(0, 10)
                .mapToObj(i -> new Row(Config.sample(7, i), i < 4 ? new State.Failed("gone") : new State.Submitted()))
                .toList();
        assertEquals(rows, TableView.shown(rows, 10));
        assertEquals(rows.subList(3, 10), TableView.shown(rows, 7));
        assertEquals(rows.subList(4, 6), TableView.shown(rows, 2));
    }

    @Test
    void linesUpRowsWithTheHeader() {
        Config config = Config.sample(7, 0);
        Row done = new Row(
                config,
                new State.Done(new TrialResult(config, new Score(0.5, 1, 0.5), 1, "a-very-long-node-name", 12)));
        assertEquals(Row.HEADER.length(), done.text().length());
        assertTrue(done.text().contains("a-very-long…"), done::text);
        assertTrue(done.text().contains("retried"), done::text);
    }
}
