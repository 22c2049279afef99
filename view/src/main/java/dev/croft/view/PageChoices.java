package dev.croft.view;

import java.util.Optional;

/**
 * How fields are shown.
 *
 * @param classAttribute attribute that they are coloured by
 * @param legend names and colours; empty for the legend beside a list of years, or else what the values tell, see {@link Legend#ofValues}
 * @param basemap raster tiles with {z}, {x} and {y} to ask for and draw below; without it nobody else is asked for anything
 */
public record PageChoices(String classAttribute, Optional<Legend> legend, Optional<String> basemap) {
    /** Fields coloured by their majority. */
    public static final PageChoices USUAL =
            new PageChoices(PageSettings.DEFAULT_CLASS_ATTRIBUTE, Optional.empty(), Optional.empty());

    /** The same with a legend, where none is chosen. */
    public PageChoices withLegendOr(Optional<Legend> other) {
        return new PageChoices(classAttribute, legend.or(() -> other), basemap);
    }
}
