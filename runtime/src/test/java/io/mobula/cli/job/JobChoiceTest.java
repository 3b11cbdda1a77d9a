package io.mobula.cli.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.error.JobException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobChoiceTest {
    @Test
    void anIdItsBeginningAndANameAreUnderstood() {
        assertEquals(Optional.of(JobsOf.FAILED), JobChoice.find(JobsOf.LIST, "job-abd2"));
        assertEquals(Optional.of(JobsOf.FAILED), JobChoice.find(JobsOf.LIST, "job-abd"));
        assertEquals(Optional.of(JobsOf.RUNNING), JobChoice.find(JobsOf.LIST, "nightly"), "the newest");
        assertEquals(Optional.empty(), JobChoice.find(JobsOf.LIST, "other"));
    }

    @Test
    void aBeginningOfSeveralIsRefusedWithThem() {
        var refusal = assertThrows(JobException.class, () -> JobChoice.find(JobsOf.LIST, "job-ab"));
        assertTrue(refusal.getMessage().startsWith("job-ab could be job-abc1, job-abd2."), refusal.getMessage());
    }

    @Test
    void anAttachedDriverIsNoSubmittedJob() {
        var refusal = assertThrows(JobException.class, () -> JobChoice.submitted(JobsOf.LIST, "sweep"));
        assertTrue(refusal.getMessage().contains("connected from outside"), refusal.getMessage());
    }

    @Test
    void nodesThatDidNotAnswerAreNamedWhenNothingIsFound() {
        var list = new JobList(List.of(), List.of(), List.of("left"));
        var refusal = assertThrows(JobException.class, () -> JobChoice.submitted(list, "x"));
        assertTrue(refusal.getMessage().startsWith("No job is called x, and left did not answer."));
    }
}
