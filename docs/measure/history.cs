#:project ../../Dashboard/Dashboard.csproj
#:property PublishAot=false
#:property RunAnalyzers=false
#:property RestorePackagesWithLockFile=false

using System.Globalization;
using Dashboard.Figures.History;

var queues = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
var hours = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 24;
var folder = Directory.CreateTempSubdirectory("console-history-");
try
{
    var (mib, chart, sum) = await HistoryMeasurement.RunAsync(
        folder.FullName, queues, TimeSpan.FromHours(hours), TimeProvider.System, CancellationToken.None);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"history-{hours}h-{queues}-queues {mib:0.0} MiB"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"chart-{hours}h {chart:0.0} ms"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"chart-{hours}h-sum-of-queues {sum:0.0} ms"));
}
finally
{
    folder.Delete(recursive: true);
}
