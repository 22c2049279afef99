/**
 * The failures Croft answers for, one type per situation, each with one exit code (see the table in ARCHITECTURE.md).
 * Every message begins with "Cannot" and says what, where, what was found and what to do next. Begin with
 * {@link dev.croft.core.problem.InputDataException}.
 */
package dev.croft.core.problem;
