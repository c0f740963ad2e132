using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Engine.Tests.Architecture;

/// <summary>
/// The sources of Engine and Dashboard with names bound to the types they mean. Types of packages stay unknown; that does not matter,
/// because the rules ask only about our own.
/// </summary>
internal sealed class CodeModel
{
    private const string EngineUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private const string DashboardUsings = EngineUsings + """

        global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging; global using System.Net.Http.Json;
        """;

    private static readonly Lazy<IReadOnlyList<MetadataReference>> Platform = new(ReadPlatform);

    private CodeModel(IReadOnlyList<SourceFile> files)
    {
        Files = files;
        var engine = Compile("Engine", EngineUsings, Platform.Value);
        var dashboard = Compile("Dashboard", DashboardUsings, [.. Platform.Value, engine.ToMetadataReference()]);
        Compilations = [engine, dashboard];
    }

    internal IReadOnlyList<SourceFile> Files { get; }

    internal IReadOnlyList<CSharpCompilation> Compilations { get; }

    internal IEnumerable<SourceFile> Markup => Files.Where(file => file.IsMarkup);

    internal static CodeModel Of(IEnumerable<SourceFile> files) =>
        new([.. files.Where(file => file.Project is "Engine" or "Dashboard")]);

    internal static SyntaxTree Parse(SourceFile file) =>
        CSharpSyntaxTree.ParseText(file.Text, new CSharpParseOptions(LanguageVersion.Preview), file.Path);

    private static IReadOnlyList<MetadataReference> ReadPlatform() =>
    [
        .. from path in ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
           let name = Path.GetFileName(path)
           where !name.StartsWith("Engine", StringComparison.Ordinal) && !name.StartsWith("Dashboard", StringComparison.Ordinal)
           select MetadataReference.CreateFromFile(path),
    ];

    private static IEnumerable<SyntaxTree> ComponentStubs(IEnumerable<SourceFile> markup) =>
        markup.Where(file => file.Name != "_Imports.razor").Select(file => CSharpSyntaxTree.ParseText(
            $"namespace {file.Namespace}; public partial class {file.Name[..^".razor".Length]} : "
            + "Microsoft.AspNetCore.Components.ComponentBase { }",
            new CSharpParseOptions(LanguageVersion.Preview)));

    private CSharpCompilation Compile(string project, string usings, IEnumerable<MetadataReference> references)
    {
        var own = Files.Where(file => file.Project == project).ToArray();
        var global = CSharpSyntaxTree.ParseText(usings, new CSharpParseOptions(LanguageVersion.Preview));
        return CSharpCompilation.Create(
            project,
            [global, .. own.Where(file => !file.IsMarkup).Select(Parse), .. ComponentStubs(own.Where(file => file.IsMarkup))],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}
