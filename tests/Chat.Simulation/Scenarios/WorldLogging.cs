using Chat.Simulation.Scheduling;
using Microsoft.Extensions.Logging;

namespace Chat.Simulation.Scenarios;

/// <summary>What the services log, with the simulated time.</summary>
internal sealed class WorldLogging(World world) : ILoggerFactory
{
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => new Logger(world, categoryName.Split('.')[^1]);

    public void Dispose()
    {
    }

    private sealed class Logger(World world, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var process = (TaskScheduler.Current as Node)?.Name ?? "-";
            world.Log($"{process} {category}: {formatter(state, exception)} {exception?.GetType().Name} {exception?.Message}");
        }
    }
}
