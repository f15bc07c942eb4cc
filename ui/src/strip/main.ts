import { mount } from 'svelte';
import '../app.css';
import Strip from './Strip.svelte';

mount(Strip, { target: document.getElementById('app')! });
