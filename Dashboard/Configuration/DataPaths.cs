namespace Dashboard.Configuration;

/// <summary>The folders in the options, made absolute.</summary>
internal static class DataPaths
{
    private const string Brokers = "brokers";
    private const string Clients = "clients";

    /// <summary>
    /// A relative data folder is below the content root; the brokers and what clients keep are below the data folder. Doing it twice
    /// changes nothing.
    /// </summary>
    internal static void Complete(ConsoleOptions options, string contentRoot)
    {
        options.DataFolder = Path.GetFullPath(options.DataFolder, contentRoot);
        options.Embedded.BrokersFolder = Path.Combine(options.DataFolder, Brokers);
        options.Embedded.ClientsFolder = Path.Combine(options.DataFolder, Clients);
    }
}
