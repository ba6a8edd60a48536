"""A sweep every few seconds, by APScheduler, also after the machine's clock was set back."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import machine_now


@contextlib.asynccontextmanager
async def sweeping(
    sweep: Callable[[], Awaitable[None]], every: timedelta, *, now: Callable[[], datetime] = machine_now
) -> AsyncIterator[None]:
    """Start sweeps inside the context.

    Args:
        sweep: Starts one; it must not last, for leaving the context tears it.
        every: Time between two of them.
        now: Tells the instant by which APScheduler waits.
    """
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    job = scheduler.add_job(sweep, "interval", seconds=every.total_seconds())
    scheduler.start()
    watching = asyncio.create_task(_watch(job, every, now))
    try:
        yield
    finally:
        watching.cancel()
        scheduler.pause()  # a shutdown tears a sweep that begins at this moment, and logs it as an error
        await asyncio.gather(watching, return_exceptions=True)
        scheduler.shutdown(wait=False)


async def _watch(job: Job, every: timedelta, now: Callable[[], datetime]) -> None:
    """Bring a sweep back that lies too far ahead: APScheduler would wait for the hour that comes again."""
    while True:
        await asyncio.sleep(every.total_seconds())
        if job.next_run_time is not None and job.next_run_time - now() > 2 * every:
            job.modify(next_run_time=now() + every)
