package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.raster.SampleType;

/** One of the covered values, for parallel axes. */
final class AlignedChoice extends AlignedKernel {
    private final ResampleOptions options;

    private AlignedChoice(ResampleOptions options, AxisWeights columns, AxisWeights rows) {
        super(columns, rows);
        this.options = options;
    }

    static AlignedChoice of(ResampleOptions options, AxisWeights.Axis columns, AxisWeights.Axis rows) {
        CellWeights weights = options.cellWeights();
        return new AlignedChoice(options, AxisWeights.overlaps(columns, weights), AxisWeights.overlaps(rows, weights));
    }

    @Override
    void fill(CellWindow target, SourceWindow source, TargetBlock out) {
        boolean ofBytes = source.type() == SampleType.UINT8 && options.method() == Method.MODE;
        if (ofBytes) {
            fillModes(target, source, out);
            return;
        }
        Chooser chooser = Chooser.of(options);
        for (int row = target.row(); row < target.rowEnd(); row++) {
            for (int column = target.column(); column < target.columnEnd(); column++) {
                gather(source, column, row, chooser);
                int index = out.index(column, row);
                if (chooser.isEmpty()) {
                    out.putNoData(index);
                } else {
                    out.putKey(index, chooser.chosen());
                }
            }
        }
    }

    private void gather(SourceWindow source, int column, int row, Chooser chooser) {
        chooser.clear();
        for (int down = 0; down < rows().count(row); down++) {
            double rowWeight = rows().weights()[rows().offset()[row] + down];
            int from = source.index(columns().first()[column], rows().first()[row] + down);
            int weightAt = columns().offset()[column];
            for (int across = 0; across < columns().count(column); across++) {
                if (!source.isNoData(from + across)) {
                    chooser.add(source.key(from + across), rowWeight * columns().weights()[weightAt + across]);
                }
            }
        }
    }

    private void fillModes(CellWindow target, SourceWindow source, TargetBlock out) {
        ByteMode mode = new ByteMode(options.ties(), source, columns(), rows());
        for (int row = target.row(); row < target.rowEnd(); row++) {
            for (int column = target.column(); column < target.columnEnd(); column++) {
                int value = mode.at(column, row);
                int index = out.index(column, row);
                if (value < 0) {
                    out.putNoData(index);
                } else {
                    out.putKey(index, value);
                }
            }
        }
    }
}
