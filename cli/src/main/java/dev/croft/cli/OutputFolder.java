package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.ResourceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder that a command writes several files into. */
final class OutputFolder {
    private OutputFolder() {}

    /**
     * Makes the folder unless it is there.
     *
     * @param option what names the folder, for messages
     * @throws ConfigurationException when a file has its name
     * @throws ResourceException when the file system refuses it
     */
    static void make(Path folder, String option) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new ConfigurationException(
                    "Cannot write into " + folder + ": " + e.getFile() + " is there and is no folder. Give " + option
                            + " another name.",
                    e);
        } catch (FileSystemException e) {
            String reason = e instanceof AccessDeniedException
                    ? "permission denied"
                    : Optional.ofNullable(e.getReason()).orElse("the file system does not take it");
            throw new ResourceException(
                    "Cannot write into " + folder + ": the folder cannot be created, " + reason + ". Give " + option
                            + " a place that can be written to.",
                    e);
        }
    }
}
