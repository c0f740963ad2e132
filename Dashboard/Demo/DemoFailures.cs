using Engine.Admin;
using Engine.Client;

namespace Dashboard.Demo;

/// <summary>Failures of the demo's clients in the words of every other failure of a change.</summary>
internal static class DemoFailures
{
    private const int MessageIllegal = 13;

    public static async Task TranslateAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (ClientException exception)
        {
            var kind = exception.ResponseCode == MessageIllegal ? AdminErrorKind.InvalidArgument : AdminErrorKind.Refused;
            throw new AdminException(kind, exception.Message, exception);
        }
    }
}
