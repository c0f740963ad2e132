using Engine.Duties;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Registration;

/// <summary>
/// Registers at start, a little later, and at a fixed rate from then on, so that name servers do not take the broker for dead.
/// </summary>
internal sealed class RegistrationLoop : IAsyncDisposable
{
    private readonly NameServerRegistration _registration;
    private readonly PeriodicLoop _loop;

    public RegistrationLoop(NameServerRegistration registration, BrokerOptions options, TimeProvider timeProvider, ILogger logger)
    {
        _registration = registration;
        _loop = new PeriodicLoop(
            $"registration {options.BrokerName}",
            options.RegistrationFirstDelay,
            options.RegistrationPeriod,
            async token => await registration.RegisterAsync(token).ConfigureAwait(false),
            timeProvider,
            logger);
    }

    /// <summary>Registers once, then goes on by itself.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _registration.RegisterAsync(cancellationToken).ConfigureAwait(false);
        _loop.Start();
    }

    public ValueTask DisposeAsync() => _loop.DisposeAsync();
}
