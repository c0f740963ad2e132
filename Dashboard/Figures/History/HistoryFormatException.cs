namespace Dashboard.Figures.History;

/// <summary>history.db was written by a newer version; nothing is written to it.</summary>
internal sealed class HistoryFormatException(string path, int found, int known)
    : Exception(
        $"{path} has format {found}, this version of Console reads up to {known}; "
        + "start the newer version, or move the file away and a new one is begun");
